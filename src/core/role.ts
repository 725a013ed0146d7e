/** The part someone plays; what each part may do is decided in `office/rights.ts` alone. */
export type Role = 'student' | 'monitor' | 'counselor' | 'college' | 'school'

/** The parts of those who are to leave. */
export const studentRoles = ['student', 'monitor'] as const satisfies readonly Role[]

/** The parts of those who look after them. */
export const staffRoles = ['counselor', 'college', 'school'] as const satisfies readonly Role[]
export type StaffRole = (typeof staffRoles)[number]
