import { defineConfig } from 'vitest/config';

// Browser tests share two cores with Chromium: one file at a time, and patience.
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,mjs}'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
