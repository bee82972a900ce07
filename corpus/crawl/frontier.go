package crawl

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver
)

// FrontierName is the name of the frontier's file in a data folder.
const FrontierName = "frontier.db"

//go:embed frontier.sql
var frontierSchema string

// Frontier is what is to be fetched: a SQLite file that survives a kill at any
// moment. A URL is handed out in a lease, together with its host: no other
// owner gets a URL of the same host until that is given back. It is safe for
// concurrent use, by several processes too.
type Frontier struct {
	db    *sql.DB
	owner string
	lease time.Duration
	now   func() time.Time
}

// FrontierOptions say how a frontier is opened. The zero value works.
type FrontierOptions struct {
	Owner string        // names this process; "": "goalpost"
	Alone bool          // no other process uses the file: leases of former ones are taken back at once
	Lease time.Duration // after which a host whose owner is gone may be leased by another; 0: 5 min
	Now   func() time.Time
}

// OpenFrontier opens the frontier at path and makes it where it is missing.
func OpenFrontier(ctx context.Context, path string, o FrontierOptions) (*Frontier, error) {
	f := &Frontier{owner: o.Owner, lease: o.Lease, now: o.Now}
	if f.owner == "" {
		f.owner = "goalpost"
	}
	if f.lease <= 0 {
		f.lease = 5 * time.Minute
	}
	if f.now == nil {
		f.now = time.Now
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("frontier %q: %w", path, err)
	}
	// synchronous=NORMAL: a kill loses nothing, a power cut at most the last
	// transactions, whose URLs are then fetched again.
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath() + "?_txlock=immediate&_pragma=journal_mode(WAL)" +
		"&_pragma=synchronous(NORMAL)&_pragma=foreign_keys(1)&_pragma=busy_timeout(10000)"
	if f.db, err = sql.Open("sqlite", dsn); err != nil {
		return nil, fmt.Errorf("frontier %q: %w", path, err)
	}
	f.db.SetMaxOpenConns(1)
	if err := f.prepare(ctx, o.Alone); err != nil {
		return nil, errors.Join(fmt.Errorf("frontier %q: %w", path, err), f.db.Close())
	}
	return f, nil
}

func (f *Frontier) prepare(ctx context.Context, alone bool) error {
	if _, err := f.db.ExecContext(ctx, frontierSchema); err != nil {
		return err
	}
	if !alone {
		return nil
	}
	return f.update(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "UPDATE queue SET state = 0 WHERE state = 1"); err != nil {
			return err
		}
		// A host that was asked when its owner was killed is left alone for its delay.
		_, err := tx.ExecContext(ctx, `UPDATE hosts SET owner = '', until = 0, next = max(next, ? + iif(delay > 0, delay, 1000))
			WHERE owner <> ''`, f.now().UnixMilli())
		return err
	})
}

// Close closes the file.
func (f *Frontier) Close() error { return f.db.Close() }

func (f *Frontier) update(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("frontier: %w", err)
	}
	if err := fn(tx); err != nil {
		_ = tx.Rollback() // what failed is told already
		return fmt.Errorf("frontier: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("frontier: %w", err)
	}
	return nil
}

// Pass is one ingest of some sources.
type Pass struct {
	ID      int64
	Started time.Time
	Resumed bool // it was begun before and goes on
}

// Begin begins the pass with this key, or goes on with the one that was not finished.
func (f *Frontier) Begin(ctx context.Context, key string) (p Pass, err error) {
	err = f.update(ctx, func(tx *sql.Tx) error {
		n, err := affected(tx.ExecContext(ctx, "INSERT INTO passes (key, started) VALUES (?, ?) ON CONFLICT DO NOTHING", key, f.now().UnixMilli()))
		if err != nil {
			return err
		}
		if p.Resumed = n == 0; !p.Resumed {
			// A host that was given up is asked again.
			if _, err := tx.ExecContext(ctx, "UPDATE hosts SET strikes = 0 WHERE strikes > 0"); err != nil {
				return err
			}
		}
		var started int64
		err = tx.QueryRowContext(ctx, "SELECT id, started FROM passes WHERE key = ?", key).Scan(&p.ID, &started)
		p.Started = time.UnixMilli(started).UTC()
		return err
	})
	return p, err
}

func affected(r sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// Finish ends a pass of which nothing is left and forgets its rows; open is how
// many URLs are left, in which case the pass stays.
func (f *Frontier) Finish(ctx context.Context, p Pass) (open int, err error) {
	err = f.update(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM queue WHERE pass = ? AND state < 2", p.ID).Scan(&open); err != nil || open > 0 {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM passes WHERE id = ?", p.ID)
		return err
	})
	return open, err
}

// Role says how a URL came into the frontier.
type Role string

// The roles.
const (
	Seed   Role = "seed"   // named by the user
	Listed Role = "listed" // by a feed or a sitemap
	Index  Role = "index"  // a sitemap that a sitemap names
	Linked Role = "linked" // by a page that is followed

	// What belongs to an article. Via is then what the caller says, and stays so
	// over redirects; links are not followed from there.
	Attached Role = "attached" // a file of a page
	Original Role = "original" // of a translation or a repost
)

// Item is a URL to be fetched.
type Item struct {
	URL    string // canonical
	Source string // what it belongs to: the name or seed that its completeness is told for
	Role   Role
	Depth  int      // links from the seed
	Via    string   // the URL that named it; "" a seed
	Chain  []string // the URLs that redirected to it
	Skip   string   // why it is not fetched but counted; "" it is
}

// Enqueue adds URLs that the pass has not seen; added is how many were new.
func (f *Frontier) Enqueue(ctx context.Context, p Pass, items ...Item) (added int, err error) {
	if len(items) == 0 {
		return 0, nil
	}
	err = f.update(ctx, func(tx *sql.Tx) error {
		added = 0
		for _, i := range items {
			host := HostOf(i.URL)
			if _, err := tx.ExecContext(ctx, "INSERT INTO hosts (name) VALUES (?) ON CONFLICT DO NOTHING", host); err != nil {
				return err
			}
			state, outcome := waiting, Outcome("")
			if i.Skip != "" {
				state, outcome = done, Skipped
			}
			n, err := affected(tx.ExecContext(ctx, `INSERT INTO queue (pass, url, host, source, role, depth, chain, via, state, outcome, reason)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				p.ID, i.URL, host, i.Source, string(i.Role), i.Depth, strings.Join(i.Chain, "\n"), i.Via, state, string(outcome), i.Skip))
			if err != nil {
				return err
			}
			added += int(n)
		}
		return nil
	})
	return added, err
}

// Lease is a URL that is handed out, and its host with it.
type Lease struct {
	Item
	Pass  Pass
	Tries int // that failed before
	Host  Host
}

const (
	waiting = 0
	leased  = 1
	done    = 2
)

// Lease hands out at most n URLs that are due, each of another host. Where none
// is due, next is when to ask again: zero where nothing waits.
func (f *Frontier) Lease(ctx context.Context, p Pass, n int) (leases []Lease, next time.Time, err error) {
	now := f.now()
	err = f.update(ctx, func(tx *sql.Tx) error {
		leases, err = f.due(ctx, tx, p, n)
		if err != nil {
			return err
		}
		for _, l := range leases {
			if _, err := tx.ExecContext(ctx, "UPDATE queue SET state = ? WHERE pass = ? AND url = ?", leased, p.ID, l.URL); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "UPDATE hosts SET owner = ?, until = ? WHERE name = ?",
				f.owner, now.Add(f.lease).UnixMilli(), l.Host.Name); err != nil {
				return err
			}
		}
		if len(leases) > 0 {
			return nil
		}
		var at sql.NullInt64
		err = tx.QueryRowContext(ctx, `SELECT min(max(q.due, h.next, iif(h.owner = '', 0, h.until))) FROM queue q
			JOIN hosts h ON h.name = q.host WHERE q.pass = ? AND q.state = ?`, p.ID, waiting).Scan(&at)
		if at.Valid {
			next = time.UnixMilli(at.Int64)
		}
		return err
	})
	return leases, next, err
}

const hostColumns = "h.name, h.next, h.delay, h.latency, h.why, h.strikes"

func (h *Host) fields() []any {
	return []any{&h.Name, msTime{&h.Next}, msSpan{&h.Delay}, msSpan{&h.Latency}, &h.Why, &h.Strikes}
}

// due lists the first URL that is due of each free host.
func (f *Frontier) due(ctx context.Context, tx *sql.Tx, p Pass, n int) (leases []Lease, err error) {
	now := f.now().UnixMilli()
	rows, err := tx.QueryContext(ctx, `SELECT q.url, q.source, q.role, q.depth, q.via, q.chain, q.tries, `+hostColumns+`
		FROM hosts h JOIN queue q ON q.seq = (SELECT seq FROM queue WHERE pass = ?1 AND host = h.name AND state = 0 AND due <= ?2
			ORDER BY depth, seq LIMIT 1)
		WHERE h.next <= ?2 AND (h.owner = '' OR h.until <= ?2) ORDER BY h.next, h.name LIMIT ?3`, p.ID, now, n)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		l := Lease{Pass: p}
		var role, chain string
		if err := rows.Scan(append([]any{&l.URL, &l.Source, &role, &l.Depth, &l.Via, &chain, &l.Tries}, l.Host.fields()...)...); err != nil {
			return nil, err
		}
		if l.Role = Role(role); chain != "" {
			l.Chain = strings.Split(chain, "\n")
		}
		leases = append(leases, l)
	}
	return leases, rows.Err()
}

// Requeue gives a lease's URL back, to be handed out again from due on. failed
// counts it as a try.
func (f *Frontier) Requeue(ctx context.Context, l Lease, due time.Time, failed bool) error {
	tries := l.Tries
	if failed {
		tries++
	}
	return f.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE queue SET state = ?, due = ?, tries = ? WHERE pass = ? AND url = ?",
			waiting, due.UnixMilli(), tries, l.Pass.ID, l.URL)
		return err
	})
}

// Ack says what became of a URL of a pass.
type Ack struct {
	URL     string
	Outcome Outcome
	Reason  string // of what was skipped
}

// Outcome is what became of a URL.
type Outcome string

// The outcomes.
const (
	Fetched   Outcome = "fetched"   // with something new
	Unchanged Outcome = "unchanged" // the server says so, or its bytes do
	Moved     Outcome = "moved"     // to another URL, which counts for itself
	Listing   Outcome = "listing"   // a feed or sitemap: what it lists counts
	Skipped   Outcome = "skipped"   // see the reason
)

// Ack acknowledges leases: call it when what was fetched is durable.
func (f *Frontier) Ack(ctx context.Context, p Pass, acks ...Ack) error {
	if len(acks) == 0 {
		return nil
	}
	return f.update(ctx, func(tx *sql.Tx) error {
		for _, a := range acks {
			if _, err := tx.ExecContext(ctx, "UPDATE queue SET state = ?, outcome = ?, reason = ? WHERE pass = ? AND url = ?",
				done, string(a.Outcome), a.Reason, p.ID, a.URL); err != nil {
				return err
			}
		}
		return nil
	})
}

// Count is how complete one source of a pass is. Listed is all that was named
// and is no listing or redirect itself: the sum of the others.
type Count struct {
	Source    string         `json:"source"`
	Listed    int            `json:"listed"`
	Fetched   int            `json:"fetched"`
	Unchanged int            `json:"unchanged"`
	Waiting   int            `json:"waiting"` // not yet fetched
	Skipped   map[string]int `json:"skipped"` // by reason
}

// Counts tells how complete the sources of a pass are, by their names.
func (f *Frontier) Counts(ctx context.Context, p Pass) (counts []Count, err error) {
	rows, err := f.db.QueryContext(ctx, `SELECT source, iif(state = 2, outcome, ''), reason, count(*) FROM queue WHERE pass = ?
		GROUP BY 1, 2, 3 ORDER BY 1`, p.ID)
	if err != nil {
		return nil, fmt.Errorf("frontier: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var source, outcome, reason string
		var n int
		if err := rows.Scan(&source, &outcome, &reason, &n); err != nil {
			return nil, fmt.Errorf("frontier: %w", err)
		}
		if len(counts) == 0 || counts[len(counts)-1].Source != source {
			counts = append(counts, Count{Source: source, Skipped: map[string]int{}})
		}
		counts[len(counts)-1].add(Outcome(outcome), reason, n)
	}
	return counts, rows.Err()
}

func (c *Count) add(o Outcome, reason string, n int) {
	switch o {
	case Moved, Listing:
		return
	case Fetched:
		c.Fetched += n
	case Unchanged:
		c.Unchanged += n
	case Skipped:
		c.Skipped[reason] += n
	default:
		c.Waiting += n
	}
	c.Listed += n
}

// Size is how many URLs a pass has seen.
func (f *Frontier) Size(ctx context.Context, p Pass) (n int, err error) {
	if err = f.db.QueryRowContext(ctx, "SELECT count(*) FROM queue WHERE pass = ?", p.ID).Scan(&n); err != nil {
		err = fmt.Errorf("frontier: %w", err)
	}
	return n, err
}

// Abandon marks all that waits as skipped, for a reason: it is not fetched in this pass.
func (f *Frontier) Abandon(ctx context.Context, p Pass, reason string) error {
	return f.update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE queue SET state = ?, outcome = ?, reason = ? WHERE pass = ? AND state = ?",
			done, string(Skipped), reason, p.ID, waiting)
		return err
	})
}

// Each calls visit for each URL of a pass, in the order in which they were found.
func (f *Frontier) Each(ctx context.Context, p Pass, visit func(Item) error) (err error) {
	rows, err := f.db.QueryContext(ctx, "SELECT url, source, role, depth, via FROM queue WHERE pass = ? ORDER BY seq", p.ID)
	if err != nil {
		return fmt.Errorf("frontier: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var i Item
		var role string
		if err := rows.Scan(&i.URL, &i.Source, &role, &i.Depth, &i.Via); err != nil {
			return fmt.Errorf("frontier: %w", err)
		}
		i.Role = Role(role)
		if err := visit(i); err != nil {
			return err
		}
	}
	return rows.Err()
}
