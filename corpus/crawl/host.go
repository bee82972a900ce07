package crawl

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Host is what the frontier knows of a host.
type Host struct {
	Name    string
	Next    time.Time     // no request before
	Delay   time.Duration // between the end of one request and the next
	Latency time.Duration // how long its answers take, smoothed
	Why     string        // the delay is what it is
	Strikes int           // answers in a row that asked to slow down, or failed
}

// Release gives a lease's host back: its next request is not sent before
// h.Next. The URL stays leased until it is acknowledged or requeued.
func (f *Frontier) Release(ctx context.Context, h Host) error {
	return f.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE hosts SET owner = '', until = 0, next = ?, delay = ?, latency = ?, why = ?, strikes = ?
			WHERE name = ?`, h.Next.UnixMilli(), h.Delay.Milliseconds(), h.Latency.Milliseconds(), h.Why, h.Strikes, h.Name)
		return err
	})
}

// Host is what is known of a host; one that was never met has its name alone.
func (f *Frontier) Host(ctx context.Context, name string) (Host, error) {
	h := Host{Name: name}
	err := f.db.QueryRowContext(ctx, "SELECT "+hostColumns+" FROM hosts h WHERE name = ?", name).Scan(h.fields()...)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return h, fmt.Errorf("frontier: %w", err)
	}
	return h, nil
}

// RobotsFile is a robots.txt as it was answered.
type RobotsFile struct {
	Fetched time.Time // zero: never
	Status  int       // 0: no answer
	Body    []byte
}

// Robots is the robots.txt of an origin (scheme and host) that was fetched last.
func (f *Frontier) Robots(ctx context.Context, origin string) (r RobotsFile, err error) {
	err = f.db.QueryRowContext(ctx, "SELECT fetched, status, body FROM robots WHERE origin = ?", origin).Scan(msTime{&r.Fetched}, &r.Status, &r.Body)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return r, fmt.Errorf("frontier: %w", err)
	}
	return r, nil
}

// PutRobots keeps the robots.txt of an origin.
func (f *Frontier) PutRobots(ctx context.Context, origin string, r RobotsFile) error {
	return f.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO robots (origin, fetched, status, body) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET fetched = excluded.fetched, status = excluded.status, body = excluded.body`,
			origin, r.Fetched.UnixMilli(), r.Status, append([]byte{}, r.Body...))
		return err
	})
}

// msTime scans milliseconds since 1970; 0 is the zero time.
type msTime struct{ t *time.Time }

// Scan implements sql.Scanner.
func (m msTime) Scan(v any) error {
	ms, ok := v.(int64)
	if !ok {
		return fmt.Errorf("%T is no time", v)
	}
	if ms != 0 {
		*m.t = time.UnixMilli(ms).UTC()
	}
	return nil
}

// msSpan scans milliseconds.
type msSpan struct{ d *time.Duration }

// Scan implements sql.Scanner.
func (m msSpan) Scan(v any) error {
	ms, ok := v.(int64)
	if !ok {
		return fmt.Errorf("%T is no duration", v)
	}
	*m.d = time.Duration(ms) * time.Millisecond
	return nil
}
