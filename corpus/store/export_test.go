package store

import (
	"context"
	"fmt"
)

// LimitPages makes the disk of a store full at so many pages.
func LimitPages(ctx context.Context, s *Store, pages int) error {
	_, err := s.write.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
	return err
}

// Exec runs a statement behind the store's back.
func Exec(ctx context.Context, s *Store, query string) error {
	_, err := s.write.ExecContext(ctx, query)
	return err
}
