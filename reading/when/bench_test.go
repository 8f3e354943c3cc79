package when

import (
	"strings"
	"testing"
	"time"

	"github.com/surety-mechanism/surety/reading/text"
)

func BenchmarkFind(b *testing.B) {
	in := strings.Repeat("The envoys met on Monday, July 3, 2023, for two days of talks, the ministry said last week; the gate had been shut since May and would stay so. ", 200)
	t := &text.Text{Raw: []byte(in), Plain: in}
	text.Segment(t)
	anchor := time.Date(2023, 7, 10, 0, 0, 0, 0, time.UTC)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		Find(t, anchor)
	}
}
