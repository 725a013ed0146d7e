import { readFileSync } from 'node:fs'
import { loadKnowledge } from '../../src/knowledge/load.ts'
import { parseWordings } from '../../src/knowledge/wordings.ts'
const readLabelled=(f,_k)=>readFileSync(f,'utf8').split('\n').filter(l=>l.trim()&&!l.startsWith('#')).map(l=>{const [question,e]=l.split('\t');return {question,expected:e.trim()==='-'?null:e.trim()}})
import { fuseDefault, fuseTuned, miniSearch, miniOptions, ours, flat, bestOfEach, jiebaWords } from './contenders.ts'
const R='/work/main/'
const knowledge=loadKnowledge(R+'knowledge',{zone:'Asia/Shanghai'})
const list=[...knowledge.entries.values()]
const w=parseWordings({where:'w',text:readFileSync(R+'knowledge/wordings.tsv','utf8')},{entries:list,problems:[]})
export const entries=list.map(e=>({id:e.id,title:e.title,wordings:[...e.asks,...w.get(e.id)!],keywords:e.keywords,answer:e.short}))
const known=new Set(knowledge.entries.keys())
const rows=[...readLabelled(R+'tests/content/questions.tsv',known),...readLabelled(R+'tests/content/questions-blind.tsv',known)]
const sample=process.argv[2]==='all'?rows:rows.filter((_,i)=>i%4===0)
const ins=sample.filter(r=>r.expected)
function score(name,search){ const t=performance.now(); let a=0,b=0; for(const r of ins){const c=search(r.question); const i=c.findIndex(x=>x.entry===r.expected); if(i===0)a++; if(i>=0&&i<3)b++} console.log(name.padEnd(60),(a/ins.length*100).toFixed(1),(b/ins.length*100).toFixed(1),((performance.now()-t)/ins.length).toFixed(1)+'ms') }
console.log(ins.length)
const what=process.argv[3]
if(!what||what.includes('o')) score('ours',ours(knowledge).build(entries))
if(!what||what.includes('m')) for (const o of [{},{fuzzy:0.2},{prefix:true},{perWording:true},{b:0.3},{b:0.9},{boost:{title:1,wordings:1,keywords:1,answer:1}},{boost:{title:3,wordings:3,keywords:1,answer:0.1}},{boost:{title:1,wordings:4,keywords:2,answer:0.5}}]) score('mini '+JSON.stringify(o),miniSearch({...miniOptions,...o}).build(entries))
const base={keys:['text'],includeScore:true,ignoreLocation:true,threshold:0.6}
if(!what||what.includes('f')){ score('fuse default',fuseDefault.build(entries))
for (const o of [{},{ignoreFieldNorm:true},{threshold:0.8},{threshold:0.8,ignoreFieldNorm:true},{fieldNormWeight:0.3},{threshold:1},{minMatchCharLength:2},{ignoreLocation:false,distance:100}]) score('fuse flat '+JSON.stringify(o),fuseTuned({...base,...o}).build(entries))}
if(!what||what.includes('t')) for (const o of [{threshold:0.1},{threshold:0.3},{threshold:0.6},{threshold:0.3,ignoreFieldNorm:true},{threshold:0.0}]) score('fuse token '+JSON.stringify(o),fuseTuned({...base,useTokenSearch:true,tokenize:(t)=>jiebaWords(t),...o}).build(entries))
