package main

import (
	"crypto/x509"
	"net/url"
	"os"

	"github.com/spf13/cobra"

	"goalpost/corpus/crawl"
)

// fetchFlags are the flags of what fetches.
type fetchFlags struct {
	crawl.FetchOptions
	proxy, ca string
}

func (f *fetchFlags) bind(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&f.Timeout, "timeout", 0, "how long to wait for an answer with its body (default 30s)")
	cmd.Flags().Int64Var(&f.MaxBytes, "max-bytes", 0, "the largest page that is fetched, in `bytes` (default 32 MiB)")
	cmd.Flags().BoolVar(&f.AllowPrivate, "allow-private", false, "also fetch from loopback, private and link-local addresses")
	cmd.Flags().StringVar(&f.UserAgent, "user-agent", "", "what to call this reader; robots.txt is asked about the first word (default \"goalpost/1.0\")")
	cmd.Flags().StringVar(&f.Contact, "contact", "", "a `URL` or e-mail address of who runs this, told to the servers")
	cmd.Flags().StringVar(&f.proxy, "proxy", "", "fetch through this proxy: http, https or socks5 `URL`")
	cmd.Flags().StringVar(&f.ca, "ca", "", "a `file` of certificates to trust in place of the system's, PEM")
}

// options checks what the flags say.
func (f *fetchFlags) options() (crawl.FetchOptions, error) {
	o := f.FetchOptions
	if f.proxy != "" {
		proxy, err := url.Parse(f.proxy)
		if err != nil || proxy.Host == "" {
			return o, wrong("", "--proxy %q is no URL", f.proxy)
		}
		o.Proxy = proxy
	}
	if f.ca != "" {
		pem, err := os.ReadFile(f.ca)
		if err != nil {
			return o, err
		}
		if o.RootCAs = x509.NewCertPool(); !o.RootCAs.AppendCertsFromPEM(pem) {
			return o, wrong("", "--ca %q holds no certificate", f.ca)
		}
	}
	return o, nil
}
