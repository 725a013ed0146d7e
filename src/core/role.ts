/** The part someone plays; what each part may do is decided in `office/rights.ts` alone. */
export type Role = 'student' | 'monitor' | 'counselor' | 'college' | 'school'
