// 收集, 模板与填报表, 年度对比.
import { useState } from 'preact/hooks'
import { ask, given, stop } from './engine.js'
import { Choose, Drop, Field, Findings, Note, One, Refusal, Saved, Select, Table, Tag, Working, put, same, useJob } from './parts.jsx'

const LISTS = '.xlsx,.xlsm,.xls,.et,.ods,.csv,.txt'
const STATES = { 未读: ['bad', '✕'], 已读有疑点: ['wait', '！'], 跳过: ['', '－'], 已读: ['ok', '✓'] }
const ORDER = Object.keys(STATES)

/** How the files are called together, and each of them: from the folder, where there is one. */
function named(files) {
  const folders = new Set(files.map((one) => (one.path || '').split('/')[0]))
  const [folder] = folders
  const inner = (file) => (!file.path ? file.name : folders.size > 1 ? file.path : file.path.slice(folder.length + 1))
  return [(folders.size === 1 && folder) || '填报表', inner]
}

export function Collect({ files, setFiles, score }) {
  const [year, setYear] = useState('')
  const [rules, setRules] = useState(null)
  const [list, setList] = useState(null)
  const [job, run, setJob] = useJob()
  const [saved, saving, setSaved] = useJob()
  const add = (more) => { setFiles([...files, ...more.filter((one) => !files.some((old) => same(old, one)))]); setJob({}) }
  const [folder, inner] = named(files)
  const collect = () => run(`正在收集：${files.length}个文件`, async (tick) => {
    setSaved({})
    const read = await Promise.all(files.map(async (file) => ({ ...await given(file), name: inner(file) })))
    return ask('collect', { files: read, folder, year, rules: await given(rules), list: await given(list) }, tick)
  })
  const made = job.value
  if (job.running) return <Working title={job.title} tick={job.tick} onStop={stop} />
  return (
    <>
      <div class="row hd">
        <h1>收集</h1><span class="s wide">各部门报来的附件3、附件3-1 → 一个工作簿</span>
        {made && <span class="r row"><button onClick={() => setJob({})}>加文件</button><button onClick={collect}>重新收集</button><button class="pri" onClick={() => saving('保存', async () => put([made]))}>保存汇总工作簿</button></span>}
      </div>
      <Saved job={saved} />
      {!made && (
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
      {made && <Collected told={made.told} rate={() => score(new File([made.bytes], made.name))} />}
    </>
  )
}

function Collected({ told, rate }) {
  const [state, setState] = useState('全部')
  const [words, setWords] = useState('')
  const [all, setAll] = useState(false)
  const count = (name) => told.files.filter((file) => file.status === name).length
  const wanted = told.files.filter((file) => (state === '全部' || file.status === state) && (file.file + file.department).includes(words.trim()))
  const sorted = wanted.slice().sort((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status))
  const shown = all ? sorted : sorted.slice(0, 100)
  const row = (file) => [file.file, file.department || '—', <Tag kind={STATES[file.status][0]}>{STATES[file.status][1]} {file.status}</Tag>, file.values ? `${file.values}项` : '—', file.must + file.hint || '—', file.reason]
  // what is said of every missing department stands in the heading
  const why = (name) => (told.why[name] || '').split('；').slice(1).join('；')
  return (
    <>
      <dl class="cards">
        {[['名单', told.listed || '—', '个部门'], ['已收到', told.departments.length, '个'], ['没有收到', told.listed ? told.missing.length : '—', '个'], ...ORDER.map((name) => [name, count(name), '个文件'])].map(([name, number, unit]) => (
          <div><dt>{name}</dt><dd><b>{number}</b> {unit}</dd></div>
        ))}
      </dl>
      {told.list && <Note>{told.list}</Note>}
      <div class="g2 g3">
        <section class="p">
          <div class="row" style="margin-bottom:6px">
            <h2>收集情况</h2>
            <Select label="状态" value={state} all={['全部', ...ORDER]} onChange={setState} />
            <Field label="查找" size="12" placeholder="文件或部门" value={words} onChange={setWords} />
          </div>
          <Table kind="st" heads={[['文件'], ['部门（以表内为准）'], ['状态', 'nw'], ['读到', 'n'], ['疑点', 'n'], ['说明']]} rows={shown.map(row)} />
          {sorted.length > shown.length && <button class="lnk" onClick={() => setAll(true)}>显示其余 {sorted.length - shown.length} 个</button>}
        </section>
        <div>
          <section class="p">
            <h2>没有收到　{told.listed ? `${told.missing.length} 个` : ''}</h2>
            {told.listed ? <><p class="s">没有收到可用的填报表；汇总工作簿里留空行，不会当作0分。</p><ol class="steps">{told.missing.map((name) => <li>{name}{why(name) && <div class="s">{why(name)}</div>}</li>)}</ol></> : <p>没有名单，不能核对是否收齐。</p>}
          </section>
          <section class="p">
            <h2>下一步</h2>
            <p>部门补报后，点“加文件”，再收集一遍；收齐了，再填评定得分。<button class="lnk" onClick={rate}>直接评分</button></p>
            {told.judged && <p>{told.judged}要请几位评审打分的，直接评分后到“下载”保存评审打分表。</p>}
          </section>
        </div>
      </div>
      <section class="p"><h2>收集疑点　{told.findings.length} 处</h2>{told.findings.length ? <Findings all={told.findings.slice(0, 300)} /> : <p>没有。</p>}{told.findings.length > 300 && <p class="s">只列前300处，其余见汇总工作簿的“收集疑点”表。</p>}</section>
    </>
  )
}

const FILES = [
  ['book', '部门整体支出绩效评价.xlsx', '本局用的工作簿：填参数、部门数据、自评得分，拖进来评分。'],
  ['form', '附件3部门整体支出绩效评价自评报告.xlsx', '发给部门填报的附件3、附件3-1、补充数据。'],
  ['word', '附件3部门整体支出绩效评价自评报告.docx', '同上，Word 版。'],
]

export function Template() {
  const [year, setYear] = useState('')
  const [rules, setRules] = useState(null)
  const [old, setOld] = useState(null)
  const [list, setList] = useState(null)
  const [book, setBook] = useState(null)
  const [job, run] = useJob()
  const [added, adding] = useJob()
  const save = (what) => run('正在生成', async () => {
    const by = { year, rules: await given(rules) }
    if (what !== 'book') return put(await ask('forms', { ...by, word: what === 'word' }))
    return put([await ask('template', { ...by, old: await given(old), list: old ? null : await given(list) })])
  })
  const button = ([what, name, words], at) => [name, words, <button class={at ? '' : 'pri'} aria-label={`保存 ${name}`} disabled={job.running} onClick={() => save(what)}>保存</button>]
  const add = () => adding('正在生成', async () => put([await ask('ledger', { given: await given(book) })]))
  const told = (one) => one.value && one.value[0].told && <span class="words">{`\n${one.value[0].told.join('\n')}`}</span>
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
          <Table heads={[['文件'], ['用来做什么'], ['']]} rows={FILES.map(button)} />
          <Saved job={job}>{told(job)}</Saved>
        </section>
      </div>
      <section class="p">
        <h2 class="hd">给以前的工作簿加上申诉台账 <span class="s">登记部门的申诉，写“同意”的更正由程序采用；其他各表照抄。新的模板里已经有这张表，不用加。</span></h2>
        <table><tbody><One label="工作簿" file={book} onFile={setBook} none="填好的、没有“申诉台账”的工作簿" /></tbody></table>
        <p class="row" style="margin-top:8px"><button disabled={!book || added.running} onClick={add}>加上台账，另存</button></p>
        <Saved job={added}>{told(added)}</Saved>
      </section>
    </>
  )
}

export function Compare({ files }) {
  const [before, setBefore] = useState(files.length === 2 ? files[0] : null)
  const [after, setAfter] = useState(files.length === 2 ? files[1] : null)
  const [job, run, setJob] = useJob()
  const [saved, saving, setSaved] = useJob()
  const side = (title, file, set) => {
    const choose = ([one]) => { set(one); setJob({}); setSaved({}) }
    return (
      <div class="p">
        <Drop title={title} single onFiles={choose}>
          <Choose onFiles={choose}>{file ? '换一个文件…' : '选择文件…'}</Choose>
          <div class="s">{file ? `✓ 已选 ${file.name}` : '填好的工作簿，或评分结果'}</div>
        </Drop>
      </div>
    )
  }
  const twice = before && after && same(before, after)
  const made = job.value
  const compare = () => run('正在对比', async () => ask('compare', { before: await given(before), after: await given(after) }))
  if (job.running) return <Working title={job.title} onStop={stop} />
  return (
    <>
      <div class="row hd"><h1>年度对比</h1><span class="s wide">填好的工作簿或评分结果都可以；各按各的评分表、口径重新评分</span></div>
      <div class="g2 half">{side('去年', before, setBefore)}{side('今年', after, setAfter)}</div>
      <section class="p">
        <div class="row">
          <button class={made ? '' : 'pri'} disabled={!before || !after || twice} onClick={compare}>开始对比</button>
          {made && <button class="pri" onClick={() => saving('保存', async () => put([made]))}>保存 {made.name}</button>}
          <span>评分标准改了的指标标明，不作比较；待核的不当作0分。</span>
        </div>
        {twice && <Note kind="bad" role="alert">去年和今年是同一个文件，请选两个不同的文件。</Note>}
        {job.error && <Refusal error={job.error} />}
        {job.stopped && <p class="note">已停止，没有结果，原文件没有改动。</p>}
        <Saved job={saved} />
        {made && <div class="note words" role="status">{made.told.replace(/\n?结果：.*$/m, '')}</div>}
      </section>
    </>
  )
}
