import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: 'tests/support/built.ts',
    // Generous: real processes start slowly on a machine that does other work too.
    testTimeout: 90_000,
    hookTimeout: 60_000,
    // Files of a worker share what they imported, which takes longer than most tests: what a module remembers must depend on nothing but what it is asked with.
    isolate: false,
    // Two workers: the machines that this runs on have two cores, and the browser wants one of them.
    maxWorkers: 2,
  },
})
