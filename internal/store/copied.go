package store

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
)

// copied writes a batch with PostgreSQL's COPY, in its text format: a line a row,
// values divided by tabs. The tables are the transaction's own, so that rows can be
// written as settled ones (FREEZE): whoever reads one does not have to find out and
// to note in it whether it counts, and what an index tells need not be looked up.
func copied(r *reload, b *batch) error {
	var text bytes.Buffer
	for i, v := range b.args {
		if i > 0 && i%b.columns == 0 {
			text.WriteByte('\n')
		} else if i > 0 {
			text.WriteByte('\t')
		}
		switch v := v.(type) {
		case string:
			if strings.ContainsAny(v, copySpecial) {
				v = copyEscapes.Replace(v)
			}
			text.WriteString(v)
		case int64:
			text.WriteString(strconv.FormatInt(v, 10))
		case bool:
			text.WriteString(strconv.FormatBool(v))
		default:
			return fmt.Errorf("a value of type %T cannot be copied", v)
		}
	}
	text.WriteByte('\n')
	return r.conn.Raw(func(driver any) error {
		_, err := driver.(*stdlib.Conn).Conn().PgConn().CopyFrom(r.ctx, &text, "COPY "+b.table+" FROM STDIN WITH (FREEZE)")
		return err
	})
}

// copySpecial is what the text format of COPY gives a meaning to, and copyEscapes
// how it is written.
const copySpecial = "\\\t\n\r"

var copyEscapes = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
