package ledger

import (
	"bufio"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash"
	"io"

	"github.com/surety-mechanism/surety/internal/fault"
)

// Evidence files are encrypted in chunks of 64 KiB (the STREAM construction), so
// that a file of any size passes through a fixed piece of memory, and cutting,
// swapping or repeating chunks is noticed.
//
//	"surety-file/1\n" || 16 bytes salt || chunk…
//	chunk key = HKDF-SHA-256(key, salt, "surety/v1/file" 00)
//	nonce     = 11 bytes chunk number, big endian || 1 for the last chunk, else 0
//
// Every chunk but the last holds 65,536 bytes of the file; the last holds 1 to
// 65,536, or none if the file is empty.

const (
	fileMagic = "surety-file/1\n"
	fileSalt  = 16
	fileChunk = 64 << 10
)

// FileSeal is what an entry holds of a file it cites.
type FileSeal struct {
	Plain      Digest // SHA-256 of the file
	PlainSize  int64
	Cipher     Digest // SHA-256 of the encrypted file, by which it is stored
	CipherSize int64
}

// EncryptStream encrypts src into dst under a key drawn for this file, and
// hashes both sides on the way. Neither is held in memory whole.
func EncryptStream(rand io.Reader, key Key, dst io.Writer, src io.Reader) (FileSeal, error) {
	var s FileSeal
	salt := make([]byte, fileSalt)
	if err := fill(rand, salt); err != nil {
		return s, err
	}
	aead, err := chunkCipher(key, salt)
	if err != nil {
		return s, err
	}
	plain, sealed := sha256.New(), sha256.New()
	out := io.MultiWriter(dst, sealed)
	write := func(b []byte) error {
		n, err := out.Write(b)
		s.CipherSize += int64(n)
		if err != nil {
			return fault.New(fault.Unavailable, "writing the encrypted file: %w", err)
		}
		return nil
	}
	if err := write(append([]byte(fileMagic), salt...)); err != nil {
		return s, err
	}
	in := bufio.NewReaderSize(src, fileChunk) // to see whether a chunk is the last
	buf := make([]byte, fileChunk, fileChunk+aead.Overhead())
	for n := uint64(0); ; n++ {
		m, err := io.ReadFull(in, buf[:fileChunk])
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return s, fault.New(fault.Unavailable, "reading the file: %w", err)
		}
		last := err != nil
		if !last {
			if _, err := in.Peek(1); errors.Is(err, io.EOF) {
				last = true
			}
		}
		plain.Write(buf[:m])
		s.PlainSize += int64(m)
		if err := write(aead.Seal(buf[:0], chunkNonce(n, last), buf[:m], nil)); err != nil {
			return s, err
		}
		if last {
			sum(&s.Plain, plain)
			sum(&s.Cipher, sealed)
			return s, nil
		}
	}
}

// DecryptStream decrypts src into dst and gives the size and digest of the
// file. What was written before an error must be thrown away: only a nil error
// says that the file is whole.
func DecryptStream(key Key, dst io.Writer, src io.Reader) (digest Digest, size int64, err error) {
	head := make([]byte, len(fileMagic)+fileSalt)
	if _, err := io.ReadFull(src, head); err != nil || string(head[:len(fileMagic)]) != fileMagic {
		return digest, 0, fault.New(fault.Corrupt, "not a file encrypted by surety, or cut short")
	}
	aead, err := chunkCipher(key, head[len(fileMagic):])
	if err != nil {
		return digest, 0, err
	}
	plain := sha256.New()
	in := bufio.NewReaderSize(src, fileChunk)
	buf := make([]byte, fileChunk+aead.Overhead())
	for n := uint64(0); ; n++ {
		m, err := io.ReadFull(in, buf)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return digest, size, fault.New(fault.Unavailable, "reading the encrypted file: %w", err)
		}
		last := err != nil
		if !last {
			if _, err := in.Peek(1); errors.Is(err, io.EOF) {
				last = true
			}
		}
		text, err := aead.Open(buf[:0], chunkNonce(n, last), buf[:m], nil)
		if err != nil || len(text) == 0 && n > 0 {
			return digest, size, fault.New(fault.Corrupt, "the encrypted file does not open at byte %d of the plain text: it was changed or cut, or the key is another's", size)
		}
		plain.Write(text)
		if _, err := dst.Write(text); err != nil {
			return digest, size, fault.New(fault.Unavailable, "writing the file: %w", err)
		}
		size += int64(len(text))
		if last {
			sum(&digest, plain)
			return digest, size, nil
		}
	}
}

func sum(d *Digest, h hash.Hash) { h.Sum(d[:0]) }

func chunkCipher(key Key, salt []byte) (cipher.AEAD, error) {
	derived, err := hkdf.Key(sha256.New, key[:], salt, domainFile, len(Key{}))
	if err != nil {
		return nil, fault.New(fault.Internal, "deriving the file's key: %w", err)
	}
	return newGCM(Key(derived)), nil
}

func chunkNonce(n uint64, last bool) []byte {
	nonce := make([]byte, 12)
	binary.BigEndian.PutUint64(nonce[3:], n)
	if last {
		nonce[11] = 1
	}
	return nonce
}
