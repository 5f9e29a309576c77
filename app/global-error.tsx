"use client";
import "./globals.css";
import PageError from "./error";

/** The last resort: the root layout itself failed, so this brings its own document. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>VoiceHive</title>
        <PageError {...props} />
      </body>
    </html>
  );
}
