import { readFileSync } from 'node:fs'
import { residentAfterQuestions, secondsToFirstAnswer } from './zz-process.ts'
const questions = readFileSync('tests/content/questions.tsv', 'utf8').split('\n').filter(l => l.trim() !== '' && !l.startsWith('#')).map(l => l.split('\t')[0]!)
const s = [await secondsToFirstAnswer(), await secondsToFirstAnswer()]
console.log(process.env.TFLAGS, process.env.CC, s.map(x=>x.toFixed(2)), await residentAfterQuestions(Array.from({ length: 1000 }, (_, n) => questions[n % questions.length]!)))
