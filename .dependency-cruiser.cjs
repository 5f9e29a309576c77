// The boundary rules of the design: dependencies point inwards.
//   kernel <- tools, line <- features <- (trpc, inngest, app/api)
const TESTS = "(\\.test\\.tsx?$|/testing/|^e2e/)";

/** Everything of ours except what `allowed` names. */
const ours = "^(app|components|server|inngest|voice-worker|scripts|prisma|e2e)/";

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    rule(
      "no-circular",
      "A cycle has no inside; break it.",
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    ),
    rule(
      "kernel-is-innermost",
      "The kernel is pure and knows nothing of ours.",
      { path: "^server/kernel/", pathNot: TESTS },
      { path: ours, pathNot: "^server/kernel/" },
    ),
    rule(
      "tools-know-the-kernel",
      "Tool contracts are zod and kernel only.",
      { path: "^server/tools/", pathNot: TESTS },
      { path: ours, pathNot: "^server/(tools|kernel)/" },
    ),
    rule(
      "line-knows-tools",
      "What app and worker share knows kernel and tools only: both sides load it.",
      { path: "^server/line/", pathNot: TESTS },
      { path: ours, pathNot: "^server/(line|tools|kernel)/" },
    ),
    rule(
      "features-face-inwards",
      "A feature knows no transport, framework or process around it; only its router.ts names the procedures.",
      { path: "^server/features/", pathNot: `${TESTS}|/router\\.ts$` },
      {
        path: "^(app|components|inngest|voice-worker|scripts|prisma|e2e)/|^server/(trpc|webhooks|composition|log)",
      },
    ),
    rule(
      "features-without-frameworks",
      "Features never import next, react, inngest or a vendor SDK.",
      { path: "^server/features/", pathNot: TESTS },
      {
        path: "^node_modules/(next|next-auth|react|react-dom|inngest|twilio|stripe|openai|@elevenlabs|@aws-sdk|@trpc/server/adapters)/",
      },
    ),
    rule(
      "features-through-ports",
      "A feature sees a provider through its port only.",
      { path: "^server/features/", pathNot: TESTS },
      { path: "^server/providers/", pathNot: "^server/providers/[^/]+/port\\.ts$" },
    ),
    rule(
      "features-through-index",
      "Feature A uses feature B through B/index.ts.",
      { path: "^server/features/([^/]+)/" },
      { path: "^server/features/[^/]+/", pathNot: "^server/features/($1/|[^/]+/(index\\.ts$|testing/))" },
    ),
    rule(
      "brain-has-no-database",
      "The conversation knows kernel, tools, the contract and providers; its data comes through tools.",
      { path: "^server/brain/", pathNot: TESTS },
      { path: ours, pathNot: "^server/(brain|kernel|tools|line|providers)/" },
    ),
    rule(
      "worker-stands-alone",
      "The worker imports kernel, tools, line, brain and providers, and nothing else of the app.",
      { path: "^voice-worker/", pathNot: TESTS },
      {
        path: ours,
        pathNot: "^(voice-worker/|server/(kernel|tools|line|brain|providers)/|server/(log|tracing)\\.ts$)",
      },
    ),
    rule(
      "app-never-loads-the-worker",
      "App and worker meet over HTTP, at the contract.",
      { path: "^(app|components|server|inngest)/", pathNot: TESTS },
      { path: "^voice-worker/" },
    ),
    rule(
      "ui-is-ours-alone",
      "Primitives import nothing of ours but each other and the class helper.",
      { path: "^components/ui/", pathNot: TESTS },
      { path: ours, pathNot: "^components/(ui|lib)/" },
    ),
    rule(
      "components-stay-in-the-browser",
      "A component may know types, schemas and pure rules of the server, never its data access.",
      { path: "^components/", pathNot: TESTS },
      {
        path: "^server/(db|auth|env|webhooks|composition|log)",
        pathNot: "^server/auth/permissions\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    ),
    rule(
      "prisma-client-behind-db",
      "The only Prisma clients are in server/db.",
      { path: ours, pathNot: `^server/db/|^prisma/|^scripts/bench/|${TESTS}` },
      { path: "^server/db/generated/client", dependencyTypesNot: ["type-only"] },
    ),
    rule(
      "testing-for-tests",
      "Test harnesses are for tests.",
      { path: ours, pathNot: `${TESTS}|^vitest\\.config|^scripts/bench/|/fake[^/]*(/|$)` },
      { path: "^(server/testing|.*/testing)/", pathNot: "^voice-worker/testing/" },
    ),
    rule(
      "scripts-are-outermost",
      "Nothing that ships depends on the launcher's scripts.",
      { path: "^(app|components|server|inngest|voice-worker)/", pathNot: TESTS },
      { path: "^scripts/", pathNot: "^scripts/lib/demo\\.mjs$" },
    ),
    rule("resolvable", "An import must lead somewhere.", {}, { couldNotResolve: true }),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: {
      path: "(^|/)(\\.next|\\.data|coverage|test-results|playwright-report)/|^server/db/generated/(internal|models|browser)",
    },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
