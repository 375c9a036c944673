// 收集, 模板与填报表, 年度对比, 检查.
import { useState } from 'preact/hooks'
import { ask, given, save, stop } from './engine.js'
import { Choose, Drop, Findings, Heads, Note, Refusal, Select, Tag, Working, useJob } from './parts.jsx'

const LISTS = '.xlsx,.xlsm,.xls,.et,.ods,.csv,.txt'

/** One file to be chosen, with its name behind the button. */
function One({ label, file, onFile, accept, none }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td><span class="row">
        <Choose accept={accept} onFiles={([one]) => onFile(one)}>选择…</Choose>
        {file ? <>✓ {file.name} <button class="lnk" onClick={() => onFile(null)}>不用它</button></> : <span class="s">{none}</span>}
      </span></td>
    </tr>
  )
}

const STATES = { 未读: ['bad', '✕'], 已读有疑点: ['wait', '！'], 跳过: ['', '－'], 已读: ['ok', '✓'] }
const ORDER = Object.keys(STATES)

export function Collect({ files, setFiles, score }) {
  const [year, setYear] = useState('')
  const [rules, setRules] = useState(null)
  const [list, setList] = useState(null)
  const [job, run, setJob] = useJob()
  const [done, setDone] = useState('')
  const add = (more) => { setFiles([...files, ...more.filter((one) => !files.some((old) => same(old, one)))]); setJob({}) }
  const folder = (files[0] && files[0].folder) || '填报表'
  const collect = () => run(`正在收集：${files.length}个文件`, async (tick) => {
    const read = []
    // the rules and the list are no forms
    for (const file of files.filter((one) => ![rules, list].some((other) => other && same(one, other)))) read.push(await given(file))
    read.sort((one, other) => (one.name < other.name ? -1 : 1))
    return ask('collect', { files: read, folder, year, rules: await given(rules), departments: await given(list) }, tick)
  })
  const put = async () => {
    const made = await ask('collection')
    save(made.name, made.bytes)
    setDone(`已保存到“下载”：${made.name}`)
  }
  const rate = async () => {
    const made = await ask('collection')
    score(new File([made.bytes], made.name))
  }
  if (job.running) return <Working title={job.title} tick={job.tick} onStop={stop} />
  return (
    <>
      <div class="row hd">
        <h1>收集</h1><span class="s wide">各部门报来的附件3、附件3-1 → 一个工作簿</span>
        {job.value && <span class="r row"><button onClick={collect}>重新收集</button><button class="pri" onClick={put}>保存汇总工作簿</button></span>}
      </div>
      {done && <p class="note" role="status">{done}</p>}
      {!job.value && (
        <div class="g2 half">
          <div class="p">
            <Drop title="把存放填报表的文件夹（或许多文件）拖到这里" onFiles={add}>
              <div class="row" style="justify-content:center"><Choose folder kind={files.length ? '' : 'pri'} onFiles={add}>选择文件夹…</Choose><Choose many onFiles={add}>选择文件…</Choose></div>
              <div class="s">{files.length ? `已选 ${files.length} 个文件` : '可读 .xlsx、.xls、.et、.ods、.docx，含子文件夹'}</div>
              {files.length > 0 && <button class="lnk" onClick={() => setFiles([])}>清空</button>}
            </Drop>
          </div>
          <div class="p">
            <table><tbody>
              <One label="名单" file={list} onFile={setList} accept={LISTS} none=".xlsx、.csv、.txt；不选就不能核对是否收齐" />
              <One label="评分表" file={rules} onFile={setRules} none="不选就按自带的附件3-1" />
              <tr><th scope="row"><label for="cy">年度</label></th><td><input id="cy" size="6" value={year} placeholder="2024" onInput={(event) => setYear(event.target.value)} /> <span class="s">不写就取填报表上的</span></td></tr>
            </tbody></table>
            <p class="row" style="margin-top:10px"><button class={files.length ? 'pri' : ''} disabled={!files.length} onClick={collect}>开始收集</button></p>
          </div>
        </div>
      )}
      {job.error && <div class="p"><Refusal error={job.error} name={folder} /></div>}
      {job.stopped && <p class="note">已停止，没有结果，原文件没有改动。</p>}
      {job.value && <Collected told={job.value} rate={rate} />}
    </>
  )
}

const same = (one, other) => (one.path || one.name) === (other.path || other.name) && one.size === other.size

function Collected({ told, rate }) {
  const [state, setState] = useState('全部')
  const [words, setWords] = useState('')
  const [all, setAll] = useState(false)
  const count = (name) => told.files.filter((file) => file.status === name).length
  const wanted = told.files.filter((file) => (state === '全部' || file.status === state) && (file.file + file.department).includes(words.trim()))
  const sorted = wanted.slice().sort((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status))
  const shown = all ? sorted : sorted.slice(0, 100)
  return (
    <>
      <dl class="cards">
        {[['名单', told.listed || '—', '个部门'], ['已收到', told.departments.length, '个'], ['没有收到', told.listed ? told.missing.length : '—', '个'], ...ORDER.map((name) => [name, count(name), '个文件'])].map(([name, number, unit]) => (
          <div><dt>{name}</dt><dd><b>{number}</b> {unit}</dd></div>
        ))}
      </dl>
      <div class="g2 g3">
        <section class="p">
          <div class="row" style="margin-bottom:6px">
            <h2>收集情况</h2>
            <Select label="状态" value={state} all={['全部', ...ORDER]} onChange={setState} />
            <label>查找 <input size="12" placeholder="文件或部门" value={words} onInput={(event) => setWords(event.target.value)} /></label>
          </div>
          <table class="st">
            <Heads heads={[['文件'], ['部门（以表内为准）'], ['状态'], ['读到', 'n'], ['疑点', 'n'], ['说明']]} />
            <tbody>
              {shown.map((file) => (
                <tr>
                  <td>{file.file}</td><td>{file.department || '—'}</td>
                  <td class="nw"><Tag kind={STATES[file.status][0]}>{STATES[file.status][1]} {file.status}</Tag></td>
                  <td class="n">{file.values ? `${file.values}项` : '—'}</td><td class="n">{file.must + file.hint || '—'}</td><td>{file.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {sorted.length > shown.length && <button class="lnk" onClick={() => setAll(true)}>显示其余 {sorted.length - shown.length} 个</button>}
        </section>
        <div>
          <section class="p">
            <h2>没有收到　{told.listed ? `${told.missing.length} 个` : ''}</h2>
            {told.listed ? <><p class="s">汇总工作簿里留空行，不会当作0分。</p><ol class="steps">{told.missing.map((name) => <li>{name}</li>)}</ol></> : <p>没有名单，不能核对是否收齐。</p>}
          </section>
          <section class="p"><h2>下一步</h2><p>部门补报后，把文件加进来再收集一遍；收齐了，再填评定得分。<button class="lnk" onClick={rate}>直接评分</button></p></section>
        </div>
      </div>
      <section class="p"><h2>收集疑点　{told.findings.length} 处</h2>{told.findings.length ? <Findings all={told.findings.slice(0, 300)} /> : <p>没有。</p>}{told.findings.length > 300 && <p class="s">只列前300处，其余见汇总工作簿的“收集疑点”表。</p>}</section>
    </>
  )
}

export function Template() {
  const [year, setYear] = useState('')
  const [rules, setRules] = useState(null)
  const [old, setOld] = useState(null)
  const [list, setList] = useState(null)
  const [job, run] = useJob()
  const put = (what) => run('正在生成', async () => {
    const by = { year, rules: await given(rules) }
    const all = what === 'book' ? [await ask('template', { ...by, old: await given(old), departments: old ? null : await given(list) })] : await ask('forms', { ...by, word: what === 'word' })
    all.forEach((one) => save(one.name, one.bytes))
    return all
  })
  const making = job.running
  return (
    <>
      <div class="row hd"><h1>模板与填报表</h1></div>
      <div class="g2 half">
        <section class="p">
          <h2 class="hd">第一步　选内容</h2>
          <table><tbody>
            <tr><th scope="row"><label for="yr">年度</label></th><td><input id="yr" size="6" value={year} placeholder="2024" onInput={(event) => setYear(event.target.value)} /></td></tr>
            <One label="评分表" file={rules} onFile={setRules} none="不选就用自带的附件3-1（25项100分）" />
            <One label="部门名单" file={list} onFile={setList} accept={LISTS} none=".xlsx、.csv、.txt；可以不选" />
            <One label="带入旧内容" file={old} onFile={setOld} none="以前的工作簿；年度不同的，只带入“上年”各列；可以不选" />
          </tbody></table>
          {old && list && <Note kind="wait">带入旧内容时，部门取自旧工作簿，不用名单。</Note>}
        </section>
        <section class="p">
          <h2 class="hd">第二步　保存</h2>
          <table>
            <Heads heads={[['文件'], ['用来做什么'], ['']]} />
            <tbody>
              <tr><td>部门整体支出绩效评价.xlsx</td><td>本局用的工作簿：填参数、部门数据、自评得分，拖进来评分。</td><td><button class="pri" disabled={making} onClick={() => put('book')}>保存</button></td></tr>
              <tr><td>附件3部门整体支出绩效评价自评报告.xlsx</td><td>发给部门填报的附件3、附件3-1、补充数据。</td><td><button disabled={making} onClick={() => put('form')}>保存</button></td></tr>
              <tr><td>附件3部门整体支出绩效评价自评报告.docx</td><td>同上，Word 版。</td><td><button disabled={making} onClick={() => put('word')}>保存</button></td></tr>
            </tbody>
          </table>
          <div role="status">
            {making && <p>正在生成…</p>}
            {job.value && <Note>已保存到“下载”：{job.value.map((one) => one.name).join('、')}。{job.value[0].told && <span class="words">{job.value[0].told}</span>}</Note>}
          </div>
          {job.error && <Refusal error={job.error} />}
        </section>
      </div>
    </>
  )
}

export function Compare({ files }) {
  const [before, setBefore] = useState(files.length === 2 ? files[0] : null)
  const [after, setAfter] = useState(files.length === 2 ? files[1] : null)
  const [job, run, setJob] = useJob()
  const side = (title, file, set) => (
    <div class="p">
      <Drop title={title} onFiles={([one]) => { set(one); setJob({}) }}>
        <Choose onFiles={([one]) => { set(one); setJob({}) }}>{file ? '换一个文件…' : '选择文件…'}</Choose>
        <div class="s">{file ? `✓ 已选 ${file.name}` : '填好的工作簿，或评分结果'}</div>
      </Drop>
    </div>
  )
  const compare = () => run('正在对比', async () => ask('compare', { before: await given(before), after: await given(after) }))
  if (job.running) return <Working title={job.title} onStop={stop} />
  return (
    <>
      <div class="row hd"><h1>年度对比</h1><span class="s wide">填好的工作簿或评分结果都可以；各按各的评分表、口径重新评分</span></div>
      <div class="g2 half">{side('去年', before, setBefore)}{side('今年', after, setAfter)}</div>
      <section class="p">
        <div class="row">
          <button class={job.value ? '' : 'pri'} disabled={!before || !after || before === after} onClick={compare}>开始对比</button>
          {job.value && <button class="pri" onClick={() => save(job.value.name, job.value.bytes.slice())}>保存 {job.value.name}</button>}
          <span>评分标准改了的指标标明，不作比较；待核的不当作0分。</span>
        </div>
        {job.error && <Refusal error={job.error} />}
        {job.value && <div class="note words" role="status">{job.value.told.text.replace(/\n?结果：.*$/m, '')}</div>}
      </section>
    </>
  )
}

export function Check({ score }) {
  const [last, setLast] = useState(null)
  const check = async ([file]) => {
    await score(file, last)
    location.hash = 'score/findings'
  }
  return (
    <div class="p" style="max-width:860px;margin:12px auto">
      <h1 class="hd">检查</h1>
      <Drop title="把工作簿拖到这里检查" onFiles={check}>
        <Choose kind="pri" onFiles={check}>选择文件…</Choose>
        <div class="s">看疑点，适合评分以前退回部门更正。原文件不会改动。</div>
      </Drop>
      <table style="margin-top:10px"><tbody><One label="去年的工作簿" file={last} onFile={setLast} none="选了就核对上年的数、编制、资产、整行相同；可以不选，要先选" /></tbody></table>
      <Note>检查完，疑点按“影响得分、请部门补正、供核对、写法统一”分组列出，可以保存补正通知。</Note>
    </div>
  )
}
