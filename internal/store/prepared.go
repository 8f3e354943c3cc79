package store

import (
	"context"
	"database/sql"
	"sync"
)

// statements keeps the statements of the writer's transactions prepared. A
// transaction holds SQLite's one writing connection, so a statement is prepared
// between two of them: when it was first asked for. PostgreSQL's driver keeps
// its own.
type statements struct {
	mu     sync.Mutex
	ready  map[string]*sql.Stmt
	wanted map[string]bool

	inserts map[inserting]string // how those that insert are written
}

// prepared gives a statement that is ready, or nil, and has it prepared for the
// next transaction. Only statements of which there are few may be asked for.
func (s *Store) prepared(query string) *sql.Stmt {
	if s.read == s.write {
		return nil
	}
	s.kept.mu.Lock()
	defer s.kept.mu.Unlock()
	ready := s.kept.ready[query]
	if ready == nil {
		if s.kept.wanted == nil {
			s.kept.wanted = map[string]bool{}
		}
		s.kept.wanted[query] = true
	}
	return ready
}

// prepare makes ready what was wanted. The lock is not held meanwhile: what holds
// the connection may be a transaction that asks for a statement.
func (s *Store) prepare(ctx context.Context) error {
	s.kept.mu.Lock()
	wanted := s.kept.wanted
	s.kept.wanted = nil
	s.kept.mu.Unlock()
	for query := range wanted {
		stmt, err := s.write.PrepareContext(ctx, query)
		if err != nil {
			return told("preparing to write", err)
		}
		s.kept.mu.Lock()
		if s.kept.ready == nil {
			s.kept.ready = map[string]*sql.Stmt{}
		}
		if s.kept.ready[query] == nil {
			s.kept.ready[query], stmt = stmt, nil
		}
		s.kept.mu.Unlock()
		if stmt != nil { // somebody else was first
			if err := stmt.Close(); err != nil {
				return told("preparing to write", err)
			}
		}
	}
	return nil
}
