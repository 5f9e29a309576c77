import { readFileSync } from "node:fs";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { serve, threadData } from "../workers/serve";

/** Windows of one sample rate, one a call: `pcm` holds them one after the other. */
export interface SileroGroup {
  sampleRate: 8000 | 16000;
  ids: Int32Array;
  /** 1 where the call's past is to be forgotten first. */
  fresh: Uint8Array;
  pcm: Int16Array;
}

export interface SileroJob {
  groups: SileroGroup[];
  /** Calls that are over. */
  forget: Int32Array;
}

/** Probabilities of speech, in the order of each group's ids. */
export type SileroReply = Float32Array[];

/** The model's recurrent state of one call, and the end of its last window, which precedes the next one. */
interface Memory {
  state: Float32Array;
  context: Float32Array;
}

const STATE = 128;
const calls = new Map<number, Memory>();
let session: Promise<InferenceSession> | undefined;

function load(): Promise<InferenceSession> {
  // Batches already use what one thread can do; more threads would spin between them.
  env.wasm.numThreads = 1;
  return InferenceSession.create(readFileSync(threadData() as string), {
    executionProviders: ["wasm"],
    graphOptimizationLevel: "all",
  });
}

const newMemory = (context: number): Memory => ({
  state: new Float32Array(2 * STATE),
  context: new Float32Array(context),
});

/** Silero's model wants [context + window] samples in ±1, and a state of [2, calls, 128]. */
async function infer(model: InferenceSession, group: SileroGroup): Promise<Float32Array> {
  const { sampleRate, ids, fresh, pcm } = group;
  const count = ids.length;
  const size = sampleRate / 31.25;
  const context = size / 8;
  const width = context + size;
  const input = new Float32Array(count * width);
  const state = new Float32Array(2 * count * STATE);
  const memories = Array.from(ids, (id, i) => {
    const known = fresh[i] ? undefined : calls.get(id);
    const memory = known?.context.length === context ? known : newMemory(context);
    calls.set(id, memory);
    input.set(memory.context, i * width);
    for (let s = 0; s < size; s++) input[i * width + context + s] = (pcm[i * size + s] ?? 0) / 32_768;
    state.set(memory.state.subarray(0, STATE), i * STATE);
    state.set(memory.state.subarray(STATE), (count + i) * STATE);
    return memory;
  });
  const { output, stateN } = await model.run({
    input: new Tensor("float32", input, [count, width]),
    state: new Tensor("float32", state, [2, count, STATE]),
    sr: new Tensor("int64", BigInt64Array.of(BigInt(sampleRate)), []),
  });
  const after = stateN?.data as Float32Array;
  memories.forEach((memory, i) => {
    memory.state.set(after.subarray(i * STATE, (i + 1) * STATE));
    memory.state.set(after.subarray((count + i) * STATE, (count + i + 1) * STATE), STATE);
    memory.context.set(input.subarray((i + 1) * width - context, (i + 1) * width));
  });
  return Float32Array.from(output?.data as Float32Array);
}

serve<SileroJob, SileroReply>(async ({ groups, forget }) => {
  session ??= load();
  const model = await session;
  for (const id of forget) calls.delete(id);
  const replies: SileroReply = [];
  for (const group of groups) replies.push(await infer(model, group));
  return replies;
});
