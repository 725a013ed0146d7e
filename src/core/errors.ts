/** One thing wrong with content or configuration, told so that its reader can mend it. */
export interface Problem {
  /** File, variable or option; relative to the project. */
  where: string
  /** 1-based line in a file, where known. */
  line: number | null
  what: string
  cure: string
}

/** Bad input at start: every problem at once. The process prints them and exits with 1. */
export class ProblemsError extends Error {
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'))
    this.name = 'ProblemsError'
    this.problems = problems
  }
}

/** `knowledge/loan.md:12: … → …`, one line. */
export function describeProblem({ where, line, what, cure }: Problem): string {
  return `${where}${line === null ? '' : `:${line}`}: ${what} → ${cure}`
}
