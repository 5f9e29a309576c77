import { defineConfig } from "prisma/config";

// Migrations run as the owner of the tables; the running application never holds this login.
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "node --import tsx prisma/seed/main.ts" },
  datasource: { url: process.env.DATABASE_OWNER_URL ?? "" },
});
