package main

import (
	_ "embed"
	"strings"

	"github.com/spf13/cobra"
)

//go:embed topics.txt
var topicsText string

// topics are the help pages that belong to no verb (`goalpost help exit-codes`).
// They stand in topics.txt: a line "== name: what it is", then the page.
func topics() []*cobra.Command {
	var pages []*cobra.Command
	for _, part := range strings.Split("\n"+topicsText, "\n== ")[1:] {
		head, body, _ := strings.Cut(part, "\n")
		name, short, _ := strings.Cut(head, ": ")
		pages = append(pages, &cobra.Command{Use: name, Short: short, Long: strings.TrimSpace(body)})
	}
	return pages
}
