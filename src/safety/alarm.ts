/** What a detector noticed in one message. It says "worth a look", never "certainly". */
export interface Alarm {
  kind: 'scam' | 'crisis'
  /** Scam: the kind of fraud, in Chinese as in `knowledge/safety/scam.yaml`. Crisis: 'self', 'friend' or 'danger'. */
  type: string
  /** Scam: 'high' or 'low'. Crisis: 'immediate', 'serious' or 'distress'. */
  grade: string
  /** From 0 to 1; for scams a calibrated probability, see docs/models/safety.md. */
  score: number
  /** The fragments that caused it, exactly as they were written. */
  signals: string[]
}
