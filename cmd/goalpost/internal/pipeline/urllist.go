package pipeline

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"strings"
)

// URLList is the form of a list of URLs, one a line; lines that begin with "#"
// are comments. A text file that holds nothing else is one, too.
const URLList = "urls"

// URLs takes what is to be fetched out of the names of an ingest: URLs, and the
// lines of lists of URLs. What is none is left, in its order.
func (in FilterInput) URLs(names []string) (urls, rest []string, err error) {
	for _, name := range names {
		switch {
		case IsURL(name):
			urls = append(urls, name)
			continue
		case name == "-" && in.Form == URLList:
			body, err := io.ReadAll(io.LimitReader(in.Stdin, in.maxText()))
			if err != nil {
				return nil, nil, err
			}
			listed, _ := listOfURLs(body)
			urls = append(urls, listed...)
			continue
		}
		listed, err := urlList(name)
		if err != nil {
			return nil, nil, err
		}
		if urls = append(urls, listed...); listed == nil {
			rest = append(rest, name)
		}
	}
	return urls, rest, nil
}

// urlList reads a file that holds URLs and nothing else; nil says that it does not.
func urlList(path string) ([]string, error) {
	if lower := strings.ToLower(path); !strings.HasSuffix(lower, ".txt") && !strings.HasSuffix(lower, ".urls") {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, nil // reading it as an article tells what is wrong
	}
	defer letGo(f)
	head, err := bufio.NewReader(f).Peek(512)
	if _, only := listOfURLs(head[:bytes.LastIndexByte(head, '\n')+1]); err == nil && !only {
		return nil, nil
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, nil
	}
	urls, only := listOfURLs(body)
	if !only {
		return nil, nil
	}
	return urls, nil
}

// listOfURLs lists the lines that are URLs; only says that there are no others.
func listOfURLs(body []byte) (urls []string, only bool) {
	only = true
	for line := range strings.Lines(strings.TrimPrefix(string(body), "\uFEFF")) {
		switch line = strings.TrimSpace(line); {
		case line == "", strings.HasPrefix(line, "#"):
		case IsURL(line) && !strings.ContainsAny(line, " \t"):
			urls = append(urls, line)
		default:
			only = false
		}
	}
	return urls, only
}
