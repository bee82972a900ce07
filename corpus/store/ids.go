package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"

	"goalpost/corpus"
)

// digest is the first n hex digits of SHA-256 over the parts, each led by its
// length, so that no two lists of parts read the same.
func digest(n int, parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(strconv.Itoa(len(p)) + ":"))
		h.Write([]byte(p))
	}
	return hex.EncodeToString(h.Sum(nil))[:n]
}

// CaptureID is the id of the payload with this digest at this URI: "k" and 24 hex digits.
func CaptureID(targetURI, payloadDigest string) string {
	return "k" + digest(24, "capture", targetURI, payloadDigest)
}

// VersionID is the id of an article's text and zones: "v" and 24 hex digits.
func VersionID(article, text string, zones []corpus.Zone) string {
	return "v" + digest(24, "version", article, text, string(marshalZones(zones)))
}

// RunID is the id of a run: "r" and 16 hex digits. The same rules, engine and
// glossary are the same run, whenever it is made.
func RunID(ruleSet, engine, glossary string) string {
	return "r" + digest(16, "run", ruleSet, engine, glossary)
}

// ID is the article's id: "a" and 16 hex digits.
func (k ArticleKey) ID() string {
	switch {
	case k.CanonicalURL != "":
		return "a" + digest(16, "url", k.CanonicalURL)
	case k.ExternalID != "":
		return "a" + digest(16, "record", k.Source, k.ExternalID)
	}
	return "a" + digest(16, "path", k.Path)
}

// Name is what people call the article: its canonical URL, else source and
// external id ("batch.jsonl#a1"), else its path.
func (k ArticleKey) Name() string {
	switch {
	case k.CanonicalURL != "":
		return k.CanonicalURL
	case k.ExternalID != "" && k.Source != "":
		return k.Source + "#" + k.ExternalID
	case k.ExternalID != "":
		return k.ExternalID
	}
	return k.Path
}

// extractionID names all that an extraction depends on.
func extractionID(in extractionInput, rules, engine, glossary string) string {
	return "x" + digest(24, "extraction", in.version, in.title, in.published, in.url, rules, engine, glossary)
}

// extractionInput is what the engine is given of a version besides its text and zones.
type extractionInput struct{ article, version, title, published, url string }

// marshalZones writes zones as JSON, none as [].
func marshalZones(zones []corpus.Zone) []byte {
	if len(zones) == 0 {
		return []byte("[]")
	}
	data, err := json.Marshal(zones)
	if err != nil {
		panic(err) // strings and integers always marshal
	}
	return data
}
