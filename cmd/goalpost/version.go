package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"goalpost/corpus"
)

// version is what `goalpost version --json` prints.
type version struct {
	Version       string `json:"version"`
	SchemaVersion int    `json:"schema_version"`
	Go            string `json:"go"`
	Platform      string `json:"platform"`
}

func (a *app) versionCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		GroupID: "care",
		Example: "  goalpost version --json",
		Args:    cobra.NoArgs,
		RunE: do(func(*cobra.Command, []string) error {
			v := thisVersion()
			if asJSON {
				return json.NewEncoder(a.stdout).Encode(v)
			}
			_, err := fmt.Fprintf(a.stdout, "goalpost %s (schema %d, %s, %s)\n", v.Version, v.SchemaVersion, v.Go, v.Platform)
			return err
		}),
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// thisVersion reads what the Go tool wrote into the binary.
func thisVersion() version {
	v := version{"(devel)", corpus.SchemaVersion, runtime.Version(), runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	return v
}
