package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"iter"
	"strings"
	"time"
)

// queryer is a pool or a transaction.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Reader holds the read methods; Store, Snapshot and Tx have them. Iterators
// give an error once, as their last pair.
type Reader struct {
	q    queryer
	path string // of the catalogue, for errors
}

// scanner is a row that can be scanned.
type scanner interface{ Scan(dest ...any) error }

// each iterates over the rows of a query.
func each[T any](ctx context.Context, r Reader, scan func(scanner) (T, error), query string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		rows, err := r.q.QueryContext(ctx, query, args...)
		if err != nil {
			yield(zero, fault("read", r.path, err))
			return
		}
		defer rows.Close() //nolint:errcheck // rows.Err tells
		for rows.Next() {
			v, err := scan(rows)
			if err != nil {
				yield(zero, fault("read", r.path, err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(zero, fault("read", r.path, err))
		}
	}
}

// one is the first row of a query, or [ErrNotFound].
func one[T any](ctx context.Context, r Reader, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	for v, err := range each(ctx, r, scan, query, args...) {
		return v, err
	}
	var zero T
	return zero, ErrNotFound
}

// all collects the rows of a query.
func all[T any](ctx context.Context, r Reader, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	var out []T
	for v, err := range each(ctx, r, scan, query, args...) {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// scalar scans a row of one column.
func scalar[T any](s scanner) (v T, err error) {
	err = s.Scan(&v)
	return v, err
}

// statement is a prepared statement of a transaction, which closes it at its end.
type statement interface {
	ExecContext(ctx context.Context, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, args ...any) *sql.Row
}

// stmt prepares a statement once in a transaction.
func (t *Tx) stmt(query string) (statement, error) {
	if st, ok := t.stmts[query]; ok {
		return st, nil
	}
	st, err := t.tx.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, fault("write", t.path, err)
	}
	t.stmts[query] = st
	return st, nil
}

// exec runs a statement and gives the number of rows it changed.
func (t *Tx) exec(query string, args ...any) (int64, error) {
	st, err := t.stmt(query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(t.ctx, args...)
	if err != nil {
		return 0, fault("write", t.path, err)
	}
	n, err := res.RowsAffected()
	return n, fault("write", t.path, err)
}

// row scans the one row of a prepared query; found is false where there is none.
func (t *Tx) row(query string, args, dest []any) (found bool, err error) {
	st, err := t.stmt(query)
	if err != nil {
		return false, err
	}
	err = st.QueryRowContext(t.ctx, args...).Scan(dest...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, fault("write", t.path, err)
}

// insert builds "INSERT INTO table (columns) VALUES (?, …)" with what follows it.
func insert(table, columns, then string) string {
	marks := strings.TrimSuffix(strings.Repeat("?,", strings.Count(columns, ",")+1), ",")
	return "INSERT INTO " + table + " (" + columns + ") VALUES (" + marks + ") " + then
}

// stamp writes a time as the store keeps it; the zero time is NULL.
func stamp(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339)
}

// when scans a time written by stamp; NULL is the zero time.
type when struct{ t *time.Time }

// Scan implements [sql.Scanner].
func (w when) Scan(v any) (err error) {
	*w.t = time.Time{}
	if s, ok := v.(string); ok && s != "" {
		*w.t, err = time.Parse(time.RFC3339, s)
	}
	return err
}

// orEmpty scans text, NULL as "".
type orEmpty struct{ s *string }

// Scan implements [sql.Scanner].
func (o orEmpty) Scan(v any) error {
	*o.s, _ = v.(string)
	return nil
}

// fromJSON scans a column of JSON; NULL leaves the value alone.
type fromJSON struct{ v any }

// Scan implements [sql.Scanner].
func (j fromJSON) Scan(v any) error {
	s, ok := v.(string)
	if !ok || s == "" {
		return nil
	}
	return json.Unmarshal([]byte(s), j.v)
}

// raw scans a column of JSON as it is.
type raw struct{ v *json.RawMessage }

// Scan implements [sql.Scanner].
func (r raw) Scan(v any) error {
	*r.v = nil
	if s, ok := v.(string); ok {
		*r.v = json.RawMessage(s)
	}
	return nil
}

// message is a JSON message as a column; empty is NULL.
func message(m json.RawMessage) any {
	if len(m) == 0 {
		return nil
	}
	return string(m)
}

// toJSON is a value as a column of JSON; NULL where it is nothing.
func toJSON(v any, empty bool) (any, error) {
	if empty {
		return nil, nil //nolint:nilnil // NULL is a value of a column
	}
	data, err := json.Marshal(v)
	return string(data), err
}

// orNull is text as a column; empty is NULL.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
