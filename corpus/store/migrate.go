package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var migrations embed.FS

// applicationID marks the catalogue in SQLite's header ("Gpst").
const applicationID = 0x47707374

// steps are the names of the migrations in their order. The schema number of a
// catalogue (PRAGMA user_version) is how many of them were applied. A step that
// was released is never changed; a new one is a new file with the next number.
func steps() []string {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	return names
}

// newest is the schema that this program writes.
func newest() int { return len(steps()) }

// schemaOf reads the schema number; a [*SchemaError] where it is newer than
// known, [ErrCorrupt] where the file is somebody else's database.
func schemaOf(ctx context.Context, db *sql.DB, path string) (int, error) {
	var have, app, tables int
	err := db.QueryRowContext(ctx, "SELECT user_version, application_id, (SELECT count(*) FROM sqlite_schema) "+
		"FROM pragma_user_version, pragma_application_id").Scan(&have, &app, &tables)
	switch {
	case err != nil:
		return 0, fault("open", path, err)
	case tables > 0 && app != applicationID:
		return 0, &Error{Op: "open", Path: path, Kind: ErrCorrupt, Err: errors.New("a database of another program")}
	case have > newest():
		return 0, &SchemaError{Path: path, Have: have, Known: newest()}
	}
	return have, nil
}

// migrate brings the catalogue to the newest schema, each step in a
// transaction of its own that also moves the schema number.
func migrate(ctx context.Context, db *sql.DB, path string) error {
	have, err := schemaOf(ctx, db, path)
	if err != nil || have == newest() {
		return err
	}
	var mode string
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode); err != nil {
		return fault("migrate", path, err)
	}
	for n, name := range steps() {
		if err := step(ctx, db, n+1, name); err != nil {
			return fault("migrate", path, fmt.Errorf("%q: %w", name, err))
		}
	}
	return nil
}

// step applies one migration unless another process did meanwhile.
func step(ctx context.Context, db *sql.DB, number int, name string) error {
	script, err := migrations.ReadFile(name)
	if err != nil {
		return err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	var have int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil || have >= number {
		return err
	}
	if _, err := tx.ExecContext(ctx, string(script)); err != nil {
		return err
	}
	marks := fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", number, applicationID)
	if _, err := tx.ExecContext(ctx, marks); err != nil {
		return err
	}
	return tx.Commit()
}
