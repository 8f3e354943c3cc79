package desk

import (
	"testing"
)

// Every entry is used once, in order; long ones are read a few at a time, short ones
// many.
func TestEachOfReadsByBytes(t *testing.T) {
	for name, c := range map[string]struct {
		bytes      func(index int64) int
		size       int64
		most, over int64 // bytes of a piece, and how many pieces may have more
		reads      int   // at most
	}{
		"short":       {func(int64) int { return 100 }, 5001, pieceBytes, 0, 8},
		"long":        {func(int64) int { return 1 << 20 }, 200, pieceBytes, 1, 26},
		"longest":     {func(int64) int { return 4 * pieceBytes }, 70, 4 * pieceBytes, 1, 8},
		"become long": {func(i int64) int { return []int{100, 1 << 20}[min(1, i/2000)] }, 2400, pieceBytes, 2, 60},
		"none":        {func(int64) int { return 0 }, 0, 0, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			shared := make([]byte, 4*pieceBytes) // nobody looks into it
			var reads int
			var over, used int64
			read := func(from, to int64) (rows []Row, err error) {
				var bytes int64
				for i := from; i < to; i++ {
					rows = append(rows, Row{Index: i, Payload: shared[:c.bytes(i)]})
					bytes += int64(c.bytes(i))
				}
				if reads++; bytes > c.most {
					over++
				}
				return rows, nil
			}
			err := eachOf(read, c.size, func(r Row) (func() (int64, error), error) {
				return func() (int64, error) { return r.Index, nil }, nil
			}, func(index int64) error {
				if index != used {
					t.Fatalf("entry %d comes after %d", index, used-1)
				}
				used++
				return nil
			})
			if err != nil || used != c.size || over > c.over || reads > c.reads {
				t.Errorf("%d of %d used, %d pieces read, %d of them too large: %v", used, c.size, reads, over, err)
			}
		})
	}
}
