package crawl

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
)

// sniffLen is how much of a body is looked at, in bytes.
const sniffLen = 2048

// Sniff is the media type of a body: what its first bytes show where they are
// clear, else what the header tells. Servers call error pages PDF and PDF files
// pages. The charset that the header tells is passed on.
func Sniff(contentType string, body []byte) (media, charset string) {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(contentType, ";")
		media = strings.ToLower(strings.TrimSpace(media))
	}
	charset = params["charset"]
	head := bytes.TrimLeft(bytes.TrimPrefix(body[:min(len(body), sniffLen)], []byte("\xef\xbb\xbf")), " \t\r\n\x00")
	if seen := magic(head); seen != "" && seen != media && !within(media, seen) {
		return seen, charset
	}
	if media == "" || media == "application/octet-stream" || media == "text/plain" && looksPlain(head) {
		media, _, _ = strings.Cut(http.DetectContentType(body), ";")
	}
	return media, charset
}

// within says whether what was seen is the wrapping of the type told: office
// files are ZIP archives, feeds and XHTML are XML.
func within(told, seen string) bool {
	switch seen {
	case "application/zip":
		return strings.Contains(told, "officedocument") || strings.Contains(told, "opendocument") || strings.Contains(told, "hwp") || told == "application/octet-stream"
	case "text/xml":
		return strings.HasSuffix(told, "xml") || told == "text/html"
	case "text/html":
		return told == "application/xhtml+xml"
	}
	return false
}

func magic(head []byte) string {
	switch lower := bytes.ToLower(head[:min(len(head), 64)]); {
	case bytes.HasPrefix(head, []byte("%PDF-")):
		return "application/pdf"
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "application/zip"
	case bytes.HasPrefix(head, []byte("\x89PNG")):
		return "image/png"
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return "image/jpeg"
	case bytes.HasPrefix(head, []byte("GIF8")):
		return "image/gif"
	case bytes.HasPrefix(head, gzipMagic):
		return "application/gzip"
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.HasPrefix(lower, []byte("<html")), bytes.HasPrefix(lower, []byte("<head")):
		return "text/html"
	case bytes.HasPrefix(lower, []byte("<?xml")):
		return "text/xml"
	}
	return ""
}
