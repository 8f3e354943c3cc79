package store

import "context"

// Weight gives how many bytes of disk the database takes, with indexes, room that is
// free in its files, and on PostgreSQL what every database has of its own, some MB.
// The journal is not counted.
func (s *Whole) Weight(ctx context.Context) (bytes int64, err error) {
	ask := "SELECT pg_database_size(current_database())"
	if s.sqlite() {
		ask = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
	}
	err = s.read.QueryRowContext(ctx, ask).Scan(&bytes)
	return bytes, told("asking how large the database is", err)
}
