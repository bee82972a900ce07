package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"goalpost/cmd/goalpost/internal/pipeline"
)

// progress tells on standard error how far a work is: one line that is written
// over on a terminal, a line every few seconds elsewhere.
type progress struct {
	mu       sync.Mutex
	out      io.Writer
	terminal bool
	last     time.Time
	every    time.Duration
	shown    bool
}

// Between two lines of progress.
const (
	everyOnTerminal = 200 * time.Millisecond
	everyElsewhere  = 5 * time.Second
)

func (a *app) newProgress() *progress {
	p := &progress{out: a.stderr, terminal: isTerminal(a.stderr) && a.getenv("TERM") != "dumb", every: everyElsewhere, last: time.Now()}
	if p.terminal {
		p.every = everyOnTerminal
	}
	return p
}

// ingest shows a summary that is not yet the last one.
func (p *progress) ingest(s pipeline.Summary) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Since(p.last) < p.every {
		return
	}
	p.last = time.Now()
	line := fmt.Sprintf("%s articles, %s targets, %s skipped, %s", grouped(s.Read()), grouped(s.Targets), grouped(s.SkippedAll()), rate(s))
	if p.terminal {
		p.shown = true
		fmt.Fprintf(p.out, "\r\x1b[K%s", line)
		return
	}
	fmt.Fprintln(p.out, "goalpost: "+line)
}

// clear takes the line off the terminal, so that another may be written.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = false
	}
}

func rate(s pipeline.Summary) string {
	seconds := s.Elapsed.Seconds()
	if seconds <= 0 {
		return "0 articles/s"
	}
	return fmt.Sprintf("%.0f articles/s, %.1f MB/s", float64(s.Read())/seconds, float64(s.Bytes)/1e6/seconds)
}

// grouped writes a count with its thousands apart: 12,345, but 1234.
func grouped(n int) string { return apart(strconv.Itoa(n)) }

// counted is a count with what is counted, in the plural but for one of it.
func counted(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return grouped(n) + " " + noun
}

// apart sets the thousands of a decimal apart, where it has five digits or more
// before its point.
func apart(decimal string) string {
	sign := ""
	if strings.HasPrefix(decimal, "-") {
		sign, decimal = "-", decimal[1:]
	}
	whole, fraction, hasPoint := strings.Cut(decimal, ".")
	if len(whole) < 5 {
		return sign + decimal
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if hasPoint {
		b.WriteString("." + fraction)
	}
	return b.String()
}
