/** Awaits `work` for at most `ms`; rejects with a TimeoutError after that. The signal tells `work` to give up. */
export async function within<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const timer = setTimeout(
    () => abort.abort(new DOMException(`No answer within ${ms} ms.`, "TimeoutError")),
    ms,
  );
  try {
    return await Promise.race([
      work(abort.signal),
      new Promise<never>((_resolve, reject) =>
        abort.signal.addEventListener("abort", () => reject(abort.signal.reason as Error), { once: true }),
      ),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
