package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"goalpost/corpus/crawl"
	"goalpost/corpus/store"
	"goalpost/corpus/warc"
)

// memory is what the data folder knows of former fetches.
type memory struct {
	store   *store.Store
	orphans map[string]orphan // by canonical URL
	resumed bool              // the pass goes on that left the orphans
}

// orphan is the record of an answer that a killed process captured, but for
// which it committed no row.
type orphan struct {
	file   string
	offset int64
	at     time.Time
}

// remember looks for orphans behind the last known record of each WARC file.
func remember(ctx context.Context, st *store.Store) (*memory, error) {
	m := &memory{store: st, orphans: map[string]orphan{}}
	entries, err := os.ReadDir(st.Captures())
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".open")
		if !strings.HasSuffix(name, ".warc.gz") {
			continue
		}
		end, err := st.CaptureEnd(ctx, name)
		if err != nil {
			return nil, err
		}
		if err := m.scan(filepath.Join(st.Captures(), e.Name()), name, end); err != nil {
			return nil, fmt.Errorf("%q: %w", e.Name(), err)
		}
	}
	return m, nil
}

// scan notes the answers in a WARC file from an offset on.
func (m *memory) scan(path, name string, from int64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer letGo(f)
	info, err := f.Stat()
	if err != nil || info.Size() <= from {
		return err
	}
	records := warc.NewReader(io.NewSectionReader(f, from, info.Size()-from))
	for {
		rec, err := records.Next()
		var torn *warc.RecordError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &torn):
			continue
		case err != nil:
			return err
		}
		if at, err := crawl.Canonical(rec.TargetURI()); err == nil && rec.Type == warc.Response {
			m.orphans[at] = orphan{name, from + rec.Offset, rec.Date()}
		}
	}
}

// Former is the newest answer to a URL that is kept.
func (m *memory) Former(ctx context.Context, url string) (*crawl.Former, error) {
	if o, ok := m.orphans[url]; ok {
		at := o.at
		if m.resumed {
			at = time.Now() // it belongs to this pass
		}
		return &crawl.Former{At: at, Load: func() (*crawl.Response, error) { return m.load(o.file, o.offset, url) }}, nil
	}
	var last store.Fetch
	for f, err := range m.store.Fetches(ctx, url) {
		if err != nil {
			return nil, err
		}
		if f.Capture != "" {
			last = f
		}
	}
	if last.Capture == "" {
		return nil, nil //nolint:nilnil // there is none, as crawl.Memory says it
	}
	kept, err := m.store.Capture(ctx, last.Capture)
	if err != nil {
		return nil, err
	}
	return &crawl.Former{
		At: last.At, ETag: last.ETag, LastModified: last.LastModified,
		Load: func() (*crawl.Response, error) { return m.load(kept.File, kept.Offset, url) },
	}, nil
}

// load reads an answer back from its record.
func (m *memory) load(file string, offset int64, url string) (*crawl.Response, error) {
	rec, err := warc.ReadAt(m.store.Captures(), file, offset)
	if err != nil {
		return nil, err
	}
	defer letGo(rec)
	raw, err := io.ReadAll(rec.Block)
	if err != nil {
		return nil, err
	}
	again := *rec.Record
	again.Block, again.Size = bytes.NewReader(raw), int64(len(raw))
	answer, err := again.HTTP(maxCapture)
	if answer == nil {
		return nil, err
	}
	head := headLen(warc.Response, raw)
	proto, _, _ := bytes.Cut(raw, []byte(" "))
	return &crawl.Response{
		URL: url, Proto: string(proto), Status: answer.Status, Header: header(answer), Head: raw[:head:head],
		Wire: raw[head:], Body: answer.Body, At: rec.Date(), IP: rec.Fields.Get("WARC-IP-Address"),
	}, nil
}

func header(answer *warc.HTTP) http.Header {
	if answer.Header == nil {
		return http.Header{}
	}
	return answer.Header
}
