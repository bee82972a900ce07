package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	engine "github.com/blevesearch/bleve_index_api"
	"go.etcd.io/bbolt"
	bolterr "go.etcd.io/bbolt/errors"
)

// Keys of what is stored in the index beside its documents.
var (
	keyStamp   = []byte("stamp")
	keySeq     = []byte("seq")
	keyLengths = []byte("lengths")
)

// lockWait is how long a second writer waits for the first.
const lockWait = 500 * time.Millisecond

// lengths are, for each text field, how many documents have it and how many
// tokens they hold together: what the ranking needs of the average length.
// Documents that were replaced or removed are not taken off again, which leaves
// the average as good.
type lengths map[string][2]int

// Writer changes an index. One process at a time can have one; within it,
// calls are made one after another.
type Writer struct {
	dir     folder
	lock    *bbolt.DB // open for its lock alone
	live    bleve.Index
	words   *glossary
	seq     int64
	lengths lengths
}

// OpenWriter opens the index in dir for writing and makes it if there is none.
// It returns [ErrHeld] within a second where another process has it open, and
// [ErrStale] where the index has to be built anew.
func OpenWriter(dir string, o Options) (*Writer, error) {
	w, err := lockFolder(dir, o)
	if err != nil {
		return nil, err
	}
	if err := w.openLive(o); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

// lockFolder makes the folder and takes its lock.
func lockFolder(dir string, o Options) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	d := folder(dir)
	lock, err := bbolt.Open(d.path("LOCK"), 0o644, &bbolt.Options{Timeout: lockWait})
	if errors.Is(err, bolterr.ErrTimeout) {
		holder, _ := os.ReadFile(d.path(fileHolder))
		return nil, fmt.Errorf("%q: %w: %s", dir, ErrHeld, strings.TrimSpace(string(holder)))
	}
	if err != nil {
		return nil, fmt.Errorf("%q: %w", dir, err)
	}
	holder := o.Holder
	if holder == "" {
		holder = "process " + strconv.Itoa(os.Getpid())
	}
	if err := os.WriteFile(d.path(fileHolder), []byte(holder+"\n"), 0o644); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return &Writer{dir: d, lock: lock, words: newGlossary(o.Concepts), lengths: lengths{}}, nil
}

// openLive opens the folder that LIVE names, or makes the first.
func (w *Writer) openLive(o Options) error {
	name, err := w.dir.pointer(fileLive)
	if err != nil {
		return err
	}
	if name == "" {
		if name, err = w.create(o); err != nil {
			return err
		}
		return w.dir.point(fileLive, name)
	}
	if err := w.dir.sweep(liveFolder, name, 0); err != nil {
		return err
	}
	w.live, err = bleve.OpenUsing(w.dir.path(name), map[string]any{"bolt_timeout": lockWait.String()})
	if err != nil {
		return fmt.Errorf("%q: %w", w.dir.path(name), err)
	}
	if err := checkStamp(w.live, o.Concepts); err != nil {
		return err
	}
	if w.seq, err = readSeq(w.live); err != nil {
		return err
	}
	return readJSON(w.live, keyLengths, &w.lengths)
}

// create makes an empty live folder that nothing names yet and opens it.
func (w *Writer) create(o Options) (name string, err error) {
	if name, err = w.dir.next(liveFolder); err != nil {
		return "", err
	}
	w.live, err = bleve.NewUsing(w.dir.path(name), engineMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return "", fmt.Errorf("%q: %w", w.dir.path(name), err)
	}
	s, err := stampOf(o.Concepts)
	if err != nil {
		return "", err
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	return name, w.live.SetInternal(keyStamp, raw)
}

// engineMapping only names the way of scoring: documents come with their terms made.
func engineMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.ScoringModel = engine.BM25Scoring
	m.DefaultMapping.Enabled = false
	return m
}

// Apply puts docs, removes ids and notes seq, the store's sequence number that
// the index then holds, all or nothing. The docs are analysed on all cores. It
// returns [ErrDoc] for a document without id or kind.
func (w *Writer) Apply(seq int64, docs []Doc, remove []string) error {
	entries, err := w.words.entries(docs)
	if err != nil {
		return err
	}
	return w.apply(seq, entries, remove)
}

// entries analyses documents on all cores.
func (g *glossary) entries(docs []Doc) ([]entry, error) {
	entries, errs := make([]entry, len(docs)), make([]error, len(docs))
	var taken atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(docs)) {
		wg.Go(func() {
			for i := int(taken.Add(1)) - 1; i < len(docs); i = int(taken.Add(1)) - 1 {
				entries[i], errs[i] = g.entryOf(docs[i])
			}
		})
	}
	wg.Wait()
	return entries, errors.Join(errs...)
}

func (w *Writer) apply(seq int64, entries []entry, remove []string) error {
	b := w.live.NewBatch()
	for _, id := range remove {
		b.Delete(id)
	}
	for _, e := range entries {
		if err := b.IndexAdvanced(e.doc); err != nil {
			return fmt.Errorf("document %q: %w", e.doc.ID(), err)
		}
		for f, n := range e.lengths {
			l := w.lengths[f]
			w.lengths[f] = [2]int{l[0] + 1, l[1] + n}
		}
	}
	raw, err := json.Marshal(w.lengths)
	if err != nil {
		return err
	}
	b.SetInternal(keyLengths, raw)
	b.SetInternal(keySeq, []byte(strconv.FormatInt(seq, 10)))
	if err := w.live.Batch(b); err != nil {
		return fmt.Errorf("batch up to %d: %w", seq, err)
	}
	w.seq = seq
	return nil
}

// Seq is the store's last sequence number that the index holds, 0 for none.
func (w *Writer) Seq() int64 { return w.seq }

// Publish makes what was applied visible to those who open the index from now
// on. It returns an error where the disk does not take the copy; readers then
// stay with the state before.
func (w *Writer) Publish() error {
	name, err := w.dir.next(genFolder)
	if err != nil {
		return err
	}
	c, ok := w.live.(bleve.IndexCopyable)
	if !ok {
		return fmt.Errorf("%q: the engine cannot copy itself", w.dir)
	}
	if err := c.CopyTo(bleve.FileSystemDirectory(w.dir.path(name))); err != nil {
		return errors.Join(fmt.Errorf("%q: %w", w.dir.path(name), err), os.RemoveAll(w.dir.path(name)))
	}
	if err := w.dir.point(fileCurrent, name); err != nil {
		return err
	}
	return w.dir.sweep(genFolder, name, 1)
}

// Close publishes nothing; it lets the next writer in.
func (w *Writer) Close() error {
	var err error
	if w.live != nil {
		err = w.live.Close()
	}
	return errors.Join(err, os.Remove(w.dir.path(fileHolder)), w.lock.Close())
}

func checkStamp(i bleve.Index, c Concepts) error {
	now, err := stampOf(c)
	if err != nil {
		return err
	}
	var built stamp
	if err := readJSON(i, keyStamp, &built); err != nil {
		return err
	}
	return now.check(built)
}

func readJSON(i bleve.Index, key []byte, into any) error {
	raw, err := i.GetInternal(key)
	if err != nil {
		return fmt.Errorf("%q: %w", key, err)
	}
	if len(raw) == 0 {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%q: %w", key, err)
	}
	return nil
}

func readSeq(i bleve.Index) (int64, error) {
	var seq int64
	return seq, readJSON(i, keySeq, &seq)
}
