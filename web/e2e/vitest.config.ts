import { defineConfig } from 'vitest/config';

// Each file starts a server and a browser of its own; on two cores one at a time is quicker than all at once.
export default defineConfig({
  test: {
    include: ['*.test.mjs'],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});
