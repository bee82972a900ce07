// Package crawl goes from a URL to a server's answer: politely, and so that a
// kill loses nothing.
//
// What there is:
//
//	Canonical     the one form in which URLs are compared and fetched
//	Robots        robots.txt after RFC 9309, with the line that decided
//	Fetcher       one request: bounded in size and time, guarded against private addresses
//	Frontier      what is to be fetched, in a SQLite file of its own: durable, leased, one owner a host
//	Crawler       takes leases, asks robots.txt, keeps each host's delay, reads feeds, sitemaps and links
//	Bands         near-duplicates; ClusterOf: editions of one article
//
// The order that makes a crawl survive a kill is the caller's: what a page
// links to is enqueued first, then its capture is made durable, then its row,
// and only then is its lease acknowledged. Whatever was not acknowledged is
// leased again by the next process.
package crawl
