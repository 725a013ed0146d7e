import { type About, type DangerKind, dangerKinds } from '../core/case.ts'
import { type Learned, type LearnedData, makeLearned, openLearned } from './learned.ts'
import type { ModelFile } from './schema.ts'

/** What is asked of a text that speaks of danger. */
export type Manner = 'now' | 'care' | Exclude<About, 'self'> | DangerKind

export const mannerHeads: readonly Manner[] = ['now', 'care', 'other', 'unknown', ...dangerKinds]

/** The learned half of the detectors. */
export interface Model {
  /** The spellings that count as pinyin. */
  syllables: ReadonlySet<string>
  /** Whether anybody is in danger. */
  danger: Learned<'danger'>
  /** How soon, whom and what it is about, where somebody is. */
  manner: Learned<Manner>
  /** Whether a text is a swindler's, and whether somebody tells that money or a secret has gone. */
  fraud: Learned<'scam' | 'lost'>
  blend: ModelFile['blend']
  thresholds: ModelFile['thresholds']
}

/** A model as plain data. */
export interface ModelData extends Pick<Model, 'syllables' | 'blend' | 'thresholds'> {
  danger: LearnedData
  manner: LearnedData
  fraud: LearnedData
}

/** A model as data. */
export const modelData = ({ danger, manner, fraud, ...rest }: Model): ModelData => ({
  ...rest,
  ...{ danger: danger.data(), manner: manner.data(), fraud: fraud.data() },
})

/** A model of what `modelData` said. */
export const openModel = ({ danger, manner, fraud, ...rest }: ModelData): Model => ({
  ...rest,
  ...{ danger: openLearned(danger), manner: openLearned(manner), fraud: openLearned(fraud) },
})

/** Compiles a model file. Throws a sentence when its tables do not fit together. */
export function makeModel({ syllables, danger, manner, fraud, blend, thresholds }: ModelFile): Model {
  return {
    syllables: new Set(syllables),
    danger: makeLearned(danger, ['danger']),
    manner: makeLearned(manner, mannerHeads),
    fraud: makeLearned(fraud, ['scam', 'lost']),
    blend,
    thresholds,
  }
}
