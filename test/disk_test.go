package test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFullDisk fills the disk under a mechanism. What cannot be written is told
// in one sentence and leaves nothing half done, what was accepted before stands,
// and with room again everything goes on.
//
// The disk is a small tmpfs in a mount namespace of the test's own process.
func TestFullDisk(t *testing.T) {
	if os.Getenv("SURETY_SMALL_DISK") == "" {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestFullDisk$", "-test.v")
		cmd.Env = append(os.Environ(), "SURETY_SMALL_DISK="+t.TempDir())
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
			UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		}
		out, err := cmd.CombinedOutput()
		switch {
		case err == nil && bytes.Contains(out, []byte("--- SKIP")):
			t.Skipf("no small disk could be made here:\n%s", out)
		case err == nil:
			t.Logf("%s", out)
		case cmd.ProcessState == nil:
			t.Skipf("a process with mounts of its own cannot be started here: %v", err)
		default:
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	disk := os.Getenv("SURETY_SMALL_DISK")
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("a tmpfs cannot be mounted here: %v", err)
	}
	dir, guard := filepath.Join(disk, "mechanism"), filepath.Join(disk, "guard")
	charterFile := filepath.Join(disk, "charter.yaml")
	if err := os.WriteFile(charterFile, charter(t), 0o600); err != nil {
		t.Fatal(err)
	}
	surety := func(args ...string) (out, told string, status int) {
		cmd := exec.Command("surety", append(args, "--guard", guard)...)
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		cmd.Env = append(os.Environ(), "SURETY_AS=Amina Rahel")
		err := cmd.Run()
		if cmd.ProcessState == nil {
			t.Fatal(err)
		}
		return stdout.String(), strings.TrimSpace(stderr.String()), cmd.ProcessState.ExitCode()
	}
	well := func(args ...string) string {
		t.Helper()
		out, told, status := surety(args...)
		if status != 0 {
			t.Fatalf("surety %s: status %d: %s", args[0], status, told)
		}
		return out
	}
	well("init", dir, "--charter", charterFile)
	article := func(n int) string {
		file := filepath.Join(disk, fmt.Sprintf("article-%d.txt", n))
		text := fmt.Sprintf("Clash at the bridge\n\nZelmora said on Wednesday that %d soldiers were killed near Hadrel.\n", n+2)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	first, second := article(1), article(2)
	well("read", "--into", dir, first)
	before := well("rebuild", dir)

	full := fill(t, disk)
	for _, args := range [][]string{{"read", "--into", dir, second}, {"init", filepath.Join(disk, "other"), "--charter", charterFile}} {
		_, told, status := surety(args...)
		t.Logf("surety %s on a full disk: %s", args[0], told)
		if status != 1 || told == "" {
			t.Errorf("surety %s on a full disk: status %d, %q", args[0], status, told)
		}
		if strings.Contains(told, "\n") {
			t.Errorf("surety %s on a full disk tells more than a sentence: %s", args[0], told)
		}
	}
	if _, err := os.Stat(filepath.Join(disk, "other")); err == nil {
		t.Error("init on a full disk left a mechanism behind")
	}
	if left, _ := filepath.Glob(filepath.Join(disk, ".surety-init-*")); len(left) > 0 {
		t.Errorf("init on a full disk left %v behind", left)
	}

	if err := os.Remove(full); err != nil {
		t.Fatal(err)
	}
	if after := well("rebuild", dir); after != before {
		t.Errorf("the register was %q, and after the disk was full %q", before, after)
	}
	well("read", "--into", dir, second)
	trust := filepath.Join(disk, "trust.txt")
	well("trust", dir, "-o", trust)
	well("verify", dir, "--trust", trust)
}

// fill writes to the disk until nothing more goes on it.
func fill(t *testing.T, disk string) (file string) {
	t.Helper()
	file = filepath.Join(disk, "filler")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, size := range []int{1 << 16, 1 << 12, 1} {
		for {
			if _, err := f.Write(make([]byte, size)); err != nil {
				break
			}
		}
	}
	return file
}
