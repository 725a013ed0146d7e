import { z } from 'zod'
import { each, sentence, wordList } from '../content/words.ts'

const minutes = z.number().int().min(1).max(2880)

/** What is said, and understood, about people who asked for a person. */
export const handoffPhrases = z.strictObject({
  list: wordList,
  claim: wordList,
  release: wordList,
  pass: wordList,
  reply: wordList,
  done: wordList,
  reopen: wordList,
  /** How people ask how their own request stands: beside its number, or as a whole message. */
  progress: wordList,
  progressWhole: wordList,
  notice: sentence('name', 'number', 'topic', 'urgency', 'text', 'how'),
  /** A suggestion, as its office is told of it; `anonymous` is how one is called who wants to stay unknown. */
  suggestion: sentence('name', 'number', 'topic', 'text'),
  anonymous: sentence(),
  mayContact: sentence('how'),
  mayNotContact: sentence(),
  head: sentence('count'),
  none: sentence(),
  /** Lines below a request in the list. */
  lines: z.strictObject({
    taken: sentence('name'),
    answered: sentence('text'),
    asked: sentence(),
  }),
  claimed: sentence('number'),
  claimedBefore: sentence('number'),
  claimedBy: sentence('number', 'name'),
  released: sentence('number'),
  notYours: sentence('number'),
  passed: sentence('number', 'name'),
  passedUnreached: sentence('number', 'name'),
  passedTell: sentence('number', 'from', 'name', 'topic', 'urgency', 'text', 'how'),
  takenBack: sentence('number'),
  putBack: sentence('number'),
  movedOn: sentence('number'),
  takenBackTell: sentence('number', 'from'),
  passWhom: sentence('said', 'names'),
  passSelf: sentence(),
  answer: sentence('text', 'number', 'name'),
  answerDone: sentence('text', 'number', 'name'),
  replied: sentence('number', 'name'),
  repliedKept: sentence('number'),
  repliedUnreached: sentence('number', 'name'),
  replyEmpty: sentence('number'),
  replyLong: sentence('limit'),
  noEntry: sentence(),
  finished: sentence('number'),
  finishedWord: sentence('number', 'name'),
  finishedBefore: sentence('number'),
  reopened: sentence('number'),
  isOpen: sentence('number'),
  refused: sentence(),
  requestGone: sentence('number'),
  unknown: sentence('number'),
  /** What whoever asked says to add to it, and what is said then. */
  add: wordList,
  added: sentence('number'),
  addedTell: sentence('number', 'name', 'text'),
  addEmpty: sentence('number'),
  addLong: sentence('limit'),
  /** Of what students report; `minutes` until the next are told where nobody takes it. */
  report: z.strictObject({
    minutes: z.strictObject({ now: minutes, incident: minutes, person: minutes, rumour: minutes, facility: minutes }),
    notice: sentence('name', 'number', 'topic', 'urgency', 'text', 'how'),
    now: sentence('urgency'),
    where: sentence('where'),
    when: sentence('when'),
    someone: sentence(),
    who: sentence('name'),
    mayAsk: sentence('number'),
    mayNotAsk: sentence(),
    escalated: sentence('minutes'),
    unreached: sentence(),
    passed: sentence('from'),
    answer: sentence('text', 'number', 'name'),
    answerDone: sentence('text', 'number', 'name'),
    doneWord: sentence(),
  }),
  /** What whoever asked hears of how it stands. */
  mine: z.strictObject({
    head: sentence('number', 'topic', 'date'),
    ...each('waiting', 'later', 'done', 'none').shape,
    taken: sentence('name'),
    answered: sentence('text'),
    unknown: sentence('number'),
  }),
})

/** What is said about contributions that teachers look at. */
export const reviewPhrases = z.strictObject({
  /** What is for one teacher: as it reaches them, who wrote it where they do not say, and what becomes of it. */
  letter: sentence('name', 'text', 'number'),
  graduate: sentence(),
  delivered: sentence('number', 'teacher'),
  handOver: sentence('number', 'teacher'),
  approved: sentence('number'),
  approvedBefore: sentence('number'),
  approvedMany: sentence('count'),
  approvedLeft: sentence('count'),
  again: sentence('count'),
  asBefore: sentence('count'),
  notShown: sentence('number'),
  returned: sentence('number'),
  returnedUnreached: sentence('number'),
  returnedEmpty: sentence(),
  returnedLong: sentence('limit'),
  returnedRevise: sentence('title', 'number', 'reason', 'start'),
  returnedAnew: sentence('title', 'number', 'reason', 'start'),
  picked: sentence('number', 'week'),
  pickedBefore: sentence('number', 'week'),
  notPublic: sentence('number'),
  unpicked: sentence('number'),
  notPicked: sentence('number'),
  moved: sentence('number'),
  cannotMove: sentence('number'),
  captioned: sentence('number'),
  captionLong: sentence('limit'),
  unknown: sentence('number'),
  refused: sentence(),
})

/** What is said about what staff wrote down. */
export const recordPhrases = z.strictObject({
  followed: sentence('number'),
  reopened: sentence('number'),
  noFollow: sentence('number'),
  unknown: sentence('number'),
  refused: sentence(),
})

/** The words of the evidence of the term's report. */
export const evidencePhrases = z.strictObject({
  file: sentence(),
  pictures: sentence(),
  summary: sentence(),
  summaryHeading: z.array(z.string().min(1)).length(4),
  number: sentence(),
  day: sentence(),
  note: sentence(),
  late: sentence(),
})
