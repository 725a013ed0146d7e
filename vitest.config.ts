import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Generous: real processes start slowly on a machine that does other work too.
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // Two workers: the machines that this runs on have two cores, and the browser wants one of them.
    maxWorkers: 2,
  },
})
