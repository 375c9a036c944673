// 评分标准试读: how a sentence is understood, while one types.
import { useEffect, useRef, useState } from 'preact/hooks'
import { ask } from './engine.js'
import { Field, Note, Select, Table } from './parts.jsx'

const WAIT = 250
const NOT_OF_ONE = ['缺少数据', '排名方式', '排名范围'] // they decide nothing of one sentence
const EXAMPLES = [
  ['超过标准扣', '在职人员控制率≤100%，计5分；每超过一个百分点扣0.5分，扣完为止。', '5'],
  ['分档', '“三公经费”变动率≤0，计5分；0至5%（含），计3分；5%以上，计0分。', '5'],
  ['每出现一例扣', '每出现一例扣1分，扣完为止。', '3'],
]

export function Reading() {
  const [text, setText] = useState('')
  const [points, setPoints] = useState('5')
  const [target, setTarget] = useState('')
  const [tries, setTries] = useState('')
  const [chosen, setChosen] = useState({})
  const [settings, setSettings] = useState([])
  const [told, setTold] = useState(null)
  const mirror = useRef()
  useEffect(() => { ask('settings').then((all) => setSettings(all.filter(([name]) => !NOT_OF_ONE.includes(name))), () => {}) }, [])
  useEffect(() => {
    if (!text.trim()) { setTold(null); return undefined }
    let mine = true
    const timer = setTimeout(() => {
      const written = Object.keys(chosen).map((name) => `${name}=${chosen[name]}`)
      ask('read', { text, points, target, tries, settings: written }).then(
        (value) => mine && setTold({ ...value, of: text }),
        (error) => mine && setTold((old) => ({ ...(old || {}), refused: error.what })),
      )
    }, WAIT)
    return () => { mine = false; clearTimeout(timer) }
  }, [text, points, target, tries, chosen])
  const adopt = (fix) => { setText(fix); document.getElementById('tx').focus() }
  const current = told && told.of === text
  const faults = told ? told.findings || [] : []
  return (
    <>
      <div class="row hd"><h1>评分标准试读</h1><span class="s wide">写或粘贴一句评分标准，看程序怎样理解。读不懂的，指出是哪几个字，不猜。</span></div>
      <div class="g2 half">
        <section class="p">
          <div class="row" style="margin-bottom:8px">
            <Field label="分值（分）" class="n" size="3" value={points} onChange={setPoints} />
            <Field label="目标值" size="6" placeholder="没有" value={target} onChange={setTarget} />
            {settings.map(([name, values]) => (
              <Select label={name} value={chosen[name] || values[0]} all={values} onChange={(value) => setChosen({ ...chosen, [name]: value })} />
            ))}
          </div>
          <label for="tx"><b>评分标准</b></label>
          <div class="ta">
            <div class="mir" aria-hidden="true" ref={mirror}>{current ? marked(text, told.spans, faults) : text}</div>
            <textarea id="tx" spellcheck={false} aria-describedby="te" aria-invalid={faults.some((one) => one.severity === '必须')} value={text}
              onInput={(event) => setText(event.target.value)} onScroll={(event) => { mirror.current.scrollTop = event.target.scrollTop }} />
          </div>
          <div id="te" aria-live="polite">
            {!text.trim() && <p class="s">从一句常见的写起：</p>}
            {told && told.refused && <Note kind="bad">{told.refused}</Note>}
            {told && !told.refused && faults.map((one, at) => (
              <Note kind={one.severity === '必须' ? 'bad' : 'wait'}>
                <b>{one.severity}　{faults.length > 1 && `（${at + 1}）`}第{one.span[0] + 1}{one.span[1] > one.span[0] + 1 ? `～${one.span[1]}` : ''}字“{one.words}”</b><br />
                {one.message}{one.advice && <><br />{one.advice}</>}
                <br /><span class="s">疑点代码 {one.code}</span>
                {current && told.fixes[at].map((fix) => <div class="row fix"><button onClick={() => adopt(fix)}>改成</button><span class="words">{fix}</span></div>)}
              </Note>
            ))}
            {told && !told.refused && told.outcome === 'rule' && <Note><b>✓ 能够识别。</b>每个字都有着落，可以抄进“评分表”。</Note>}
            {told && !told.refused && told.outcome === 'judged' && <Note><b>✓ 由人评定。</b>这一句没有写明怎样扣分，由评审人员在“评定得分”列打分。</Note>}
          </div>
          <p class="row">{EXAMPLES.map(([name, words, marks]) => <button class="lnk" onClick={() => { setText(words); setPoints(marks) }}>{name}</button>)}</p>
          <div class="row" style="margin-top:8px">
            <Field label="试一个数" size="16" placeholder="如 103.4%；不适用" value={tries} onChange={setTries} />
            {told && !told.refused && <span aria-live="polite">{(told.tries || []).map((one) => <>{one.value} → <b>{one.marks == null ? '不能计分' : `${one.marks}分`}</b>　</>)}</span>}
          </div>
        </section>
        <section class="p">
          <h2>程序的理解</h2>
          {!told || !told.readback ? <p class="s">{told && told.outcome === 'refused' ? '改好左边指出的字以后，这里写出程序的理解和边界上的得分。' : '还没有评分标准。'}</p> : (
            <>
              <p class="words" style="margin:6px 0 10px">{told.readback}</p>
              {told.examples.length > 0 && <Table caption="边界上怎样计分" heads={[['数值', 'n'], ['得分', 'n']]} rows={told.examples.map(([value, marks]) => [value, <b>{marks == null ? '不能计分' : marks}</b>])} />}
            </>
          )}
        </section>
      </div>
    </>
  )
}

/** The text with what is at fault underlined. */
function marked(text, spans, faults) {
  const parts = []
  let at = 0
  const order = spans.map((span, index) => [span, faults[index]]).sort(([one], [other]) => one[0] - other[0])
  for (const [[from, to], fault] of order) {
    if (from < at) continue
    parts.push(text.slice(at, from), <mark class={fault.severity === '必须' ? '' : 'hint'}>{text.slice(from, to)}</mark>)
    at = to
  }
  return [...parts, text.slice(at), '\n']
}
