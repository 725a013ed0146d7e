import type { Stories, Story } from '../../src/knowledge/stories/real-cases.ts'
import { stories as shipped } from './content.ts'

/** A real case written in a test; the second choice is right. */
export const aStory = (id: string, story: Partial<Story> = {}): Story => ({
  id,
  kind: 'part-time',
  entries: [],
  happened: '2025-06',
  story: `一名学生遇到了${id}。`,
  lesson: '先停下来。',
  source: {
    publisher: '示例发布单位',
    published: '2025-07-01',
    title: '',
    url: 'https://example.edu.cn/a',
    certainty: 'B',
    own: false,
  },
  question: { ask: '怎么办？', choices: ['先付', '先停', '先等'], right: 2, why: '停下来最稳妥。' },
  ...story,
})

/** These cases, in the shipped words and kinds. */
export const storiesOf = (...all: Story[]): Stories => ({ ...shipped, all })
