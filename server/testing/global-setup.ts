import type { TestProject } from "vitest/node";
import { migrateTemplate } from "./migrate";
import { startTestServer } from "./test-server";

declare module "vitest" {
  interface ProvidedContext {
    /** Superuser address of this run's PostgreSQL; only the harness connects with it. */
    postgresAdminUrl: string;
  }
}

/** Starts one PostgreSQL for the run with a migrated template, and ends it with the run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer();
  try {
    await migrateTemplate(server.adminUrl);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide("postgresAdminUrl", server.adminUrl);
  return () => server.stop();
}
