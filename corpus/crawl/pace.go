package crawl

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Pace says how fast a host is asked. The zero value works.
type Pace struct {
	Delay   time.Duration // the least time between the end of one request to a host and the next; 0: 1 s, negative: none
	Backoff time.Duration // added to the delay after an answer that asks to slow down, doubled with each; 0: 1 s
	Retries int           // of one URL whose host asks for patience (429, 503); 0: 3, negative: none. Other failures are tried once more
}

const (
	// latencyFactor is how many times its own answering time a host is left alone.
	latencyFactor = 2
	// maxAdaptive bounds what is added for slow answers and for strikes.
	maxAdaptive = 5 * time.Minute
	// giveUp is after how many failures in a row a host is left for this pass.
	giveUp = 8
)

func (p Pace) delay() time.Duration {
	switch {
	case p.Delay < 0:
		return 0
	case p.Delay == 0:
		return time.Second
	}
	return p.Delay
}

func (p Pace) backoff() time.Duration {
	if p.Backoff <= 0 {
		return time.Second
	}
	return p.Backoff
}

func (p Pace) retries() int {
	switch {
	case p.Retries < 0:
		return 0
	case p.Retries == 0:
		return 3
	}
	return p.Retries
}

// wait is the backoff after n failures in a row.
func (p Pace) wait(n int) time.Duration {
	return min(p.backoff()<<min(max(n-1, 0), 16), maxAdaptive)
}

// after is what is known of a host when a request to it has ended: the largest
// of what the user, robots.txt, the host's own speed and its complaints ask for.
// res is nil where there was no answer.
func (p Pace) after(h Host, rules *Robots, token string, res *Response, now time.Time) Host {
	h.Delay, h.Why = p.delay(), "the least delay"
	if asked, line := rules.Delay(token); asked > h.Delay {
		h.Delay, h.Why = asked, fmt.Sprintf("crawl-delay in line %d of robots.txt", line)
	}
	if res != nil && res.Duration > 0 {
		if h.Latency == 0 {
			h.Latency = res.Duration
		}
		h.Latency = (3*h.Latency + res.Duration) / 4
	}
	if slow := min(latencyFactor*h.Latency, maxAdaptive); slow > h.Delay && p.Delay >= 0 {
		h.Delay, h.Why = slow, fmt.Sprintf("%d times what its answers take", latencyFactor)
	}
	if asksToSlow(res) {
		h.Strikes++
	} else {
		h.Strikes /= 2
	}
	if slow := p.wait(h.Strikes); h.Strikes > 0 && slow > h.Delay {
		h.Delay, h.Why = slow, fmt.Sprintf("slowed down after %d answers that asked for it, or none", h.Strikes)
	}
	h.Next = now.Add(h.Delay)
	if at := retryAfter(res, now); at.After(h.Next) {
		h.Next, h.Why = at, "Retry-After of the last answer"
	}
	return h
}

// asksToSlow says whether an answer, or its lack, asks to slow down.
func asksToSlow(res *Response) bool {
	return res == nil || res.Status == http.StatusTooManyRequests || res.Status >= 500
}

// retryAfter reads seconds or a date (RFC 9110, 10.2.3); zero where there is none.
func retryAfter(res *Response, now time.Time) time.Time {
	if res == nil || !asksToSlow(res) {
		return time.Time{}
	}
	v := strings.TrimSpace(res.Header.Get("Retry-After"))
	if seconds, err := strconv.ParseInt(v, 10, 32); err == nil && seconds >= 0 {
		return now.Add(time.Duration(seconds) * time.Second)
	}
	if at, err := http.ParseTime(v); err == nil {
		return at
	}
	return time.Time{}
}
