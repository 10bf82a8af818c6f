'use strict';

const element = id => document.getElementById(id);
let key = '';
let last = null; // the last picture, to ask another model about it
let turn = 0; // answers to questions that were overtaken are dropped
let networkTurn = 0; // the same of questions about the network

const ask = async (url, options = {}) => {
  const headers = new Headers(options.headers);
  if (key !== '') {
    headers.set('X-Api-Key', key);
  }
  const response = await fetch(url, { ...options, headers });
  if (response.status === 401) {
    element('key-form').hidden = false;
  }
  if (!response.ok) {
    const answer = await response.json().catch(() => ({ error: `the server answered ${response.status}` }));
    throw new Error(answer.error);
  }
  return response;
};

const cell = (text, isNumber) => {
  const made = document.createElement('td');
  made.textContent = text;
  made.className = isNumber ? 'number' : '';
  return made;
};

const row = (...cells) => {
  const made = document.createElement('tr');
  made.append(...cells);
  return made;
};

const drawn = (name, attributes, text = '') => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.textContent = text;
  return made;
};

const count = number => number.toLocaleString('en');
const percent = share => `${(100 * share).toFixed(1)} %`;
const chosen = () => element('model').selectedOptions[0]?.dataset ?? {};
const query = (values) => new URLSearchParams(values).toString();

const fail = problem => {
  element('problem').textContent = problem.message;
  element('status').textContent = '';
};

const showClasses = answer => {
  element('classes').replaceChildren(...answer.classes.map(guess => {
    const bar = document.createElement('progress');
    bar.value = guess.probability;
    const place = cell('', false);
    place.setAttribute('aria-hidden', 'true'); // the number says the same
    place.append(bar);
    return row(cell(guess.name, false), cell(percent(guess.probability), true), place);
  }));
  const best = answer.classes[0];
  element('status').textContent = `${best.name}, ${percent(best.probability)}`;
};

// In shares of the picture, so that boxes stay where they belong when the window changes, and words as large as they are.
const drawBox = (thing, width, height) => {
  const [left, top] = [thing.box.x / width, thing.box.y / height];
  const right = left + (thing.box.width / width);
  const place = {
    x: `${100 * left}%`, y: `${100 * top}%`, width: `${100 * (right - left)}%`, height: `${100 * thing.box.height / height}%`,
  };
  const isLeft = left < 0.5; // words begin or end at the box, whichever has more room
  const made = drawn('g', { class: `colour${thing.label % 6}` });
  made.append(
    drawn('rect', { ...place, class: 'edge' }),
    drawn('rect', place),
    drawn('text', {
      x: `${100 * (isLeft ? left : right)}%`, dx: isLeft ? '0.3em' : '-0.3em', 'text-anchor': isLeft ? 'start' : 'end',
      y: place.y, dy: top < 0.8 ? '1.1em' : '-0.4em',
    }, `${thing.name} ${percent(thing.score)}`));
  return made;
};

const showObjects = answer => {
  const { width, height, detections } = answer;
  element('picture').style.maxWidth = `max(8rem, ${80 * width / height}vh)`; // as wide as there is room for, but never higher than the window
  element('boxes').replaceChildren(...detections.map(thing => drawBox(thing, width, height)).reverse()); // the surest on top
  element('objects').replaceChildren(...detections.map(({ name, score, box }) => row(
    cell(name, false), cell(percent(score), true),
    cell(`${box.x.toFixed(0)}, ${box.y.toFixed(0)}`, true), cell(`${box.width.toFixed(0)} x ${box.height.toFixed(0)}`, true))));
  element('objects-table').hidden = detections.length === 0;
  const told = detections.slice(0, 5).map(thing => `${thing.name} ${percent(thing.score)}`).join(', ');
  const more = detections.length > 5 ? `, and ${detections.length - 5} more` : '';
  element('status').textContent = detections.length === 0
    ? `No object with a score of at least ${element('threshold').value} %.`
    : `${detections.length} ${detections.length === 1 ? 'object' : 'objects'}: ${told}${more}`;
};

// What a model of each kind is asked, and how its answer is shown.
const kinds = {
  classification: { url: 'v1/classify', values: () => ({ invert: element('invert').checked }), show: showClasses },
  detection: { url: 'v1/detect', values: () => ({ threshold: element('threshold').valueAsNumber / 100 }), show: showObjects },
};

const showAnswer = (kind, answer) => {
  const isDetection = kind === 'detection';
  element('picture').classList.toggle('marked', isDetection);
  element('preview').alt = isDetection ? 'The picture that was sent, with its objects marked' : 'The picture that was sent';
  element('picture').style.maxWidth = '';
  element('boxes').replaceChildren();
  element('classes-table').hidden = isDetection;
  element('objects-table').hidden = true;
  kinds[kind].show(answer);
  element('latency').textContent = `${answer.model_name} version ${answer.model_version}, ${answer.width} x ${answer.height} px: `
    + `${answer.latency_ms.total.toFixed(1)} ms, of which decoding ${answer.latency_ms.decode.toFixed(1)}, `
    + `waiting ${answer.latency_ms.queue.toFixed(1)}, computing ${answer.latency_ms.compute.toFixed(1)}`;
  element('result').hidden = false;
};

const look = async picture => {
  last = picture;
  if (chosen().kind === undefined) {
    return; // it is looked at when the models are there; if there are none the page says so
  }
  const mine = ++turn;
  element('problem').textContent = '';
  element('status').textContent = 'The network is looking.';
  element('result').hidden = true;
  try {
    const { name, version, kind } = chosen();
    const { url, values } = kinds[kind];
    const response = await ask(`${url}?${query({ model: name, version, ...values() })}`, {
      method: 'POST',
      body: picture,
      headers: { 'Content-Type': picture.type || 'application/octet-stream' },
    });
    const answer = await response.json();
    if (mine === turn) {
      URL.revokeObjectURL(element('preview').src);
      element('preview').src = URL.createObjectURL(picture);
      showAnswer(kind, answer);
    }
  } catch (problem) {
    if (mine === turn) {
      fail(problem);
    }
  }
};

const lookAgain = () => {
  if (last !== null) {
    look(last);
  }
};

// What has come is shown while nothing newer was asked for: a chart never stands beside another network's words.
const showNetworkWhile = async isNewest => {
  const { name, version } = chosen();
  const network = await (await ask(`v1/models/${name}/network?${query({ version })}`)).json();
  if (!isNewest()) {
    return;
  }
  const regions = network.detector === undefined ? '' : ` and ${count(network.detector.regions)} regions`;
  const cost = network.macs === undefined ? '' : `, ${count(network.macs)} MACs for ${network.height} x ${network.width} px${regions}`;
  element('network-text').textContent = `${network.network ?? `a model of ${network.producer || 'another program'}`}: `
    + `${count(network.parameters)} parameters${cost}`;
  element('layers').replaceChildren(...(network.layers ?? []).map(layer =>
    row(cell(layer.part, false), cell(layer.output, false), cell(count(layer.parameters), true), cell(count(layer.macs), true))));
  element('layers-details').hidden = network.layers === undefined;
  element('chart-figure').hidden = true;
  if (network.allocation !== undefined) {
    const chart = await (await ask(`v1/models/${name}/network/allocation.svg?${query({ version })}`)).blob();
    if (!isNewest()) {
      return;
    }
    URL.revokeObjectURL(element('chart').src);
    element('chart').src = URL.createObjectURL(chart);
    const totals = network.allocation.scales.map((scale, index) =>
      `scale ${scale}: ${network.allocation.blocks.reduce((sum, block) => sum + block.channels[index], 0)}`);
    element('chart').alt = `Channels of all blocks by scale: ${totals.join(', ')}`;
    element('chart-figure').hidden = false;
  }
};

const showNetwork = async () => {
  const mine = ++networkTurn;
  try {
    await showNetworkWhile(() => mine === networkTurn);
  } catch (problem) {
    if (mine === networkTurn) {
      throw problem;
    }
  }
};

const showModels = async () => {
  const models = await (await ask('v1/models')).json();
  element('model').replaceChildren(...models.map(model => {
    const option = document.createElement('option');
    option.textContent = `${model.name}, version ${model.version}${model.kind in kinds ? '' : ' (tensors only)'}`;
    option.disabled = !(model.kind in kinds);
    option.dataset.name = model.name;
    option.dataset.version = model.version;
    option.dataset.kind = model.kind;
    return option;
  }));
};

const showControls = () => {
  element('invert-row').hidden = chosen().kind === 'detection';
  element('threshold-row').hidden = chosen().kind !== 'detection';
};

const makeExample = async example => {
  const picture = await (await ask(example.url)).blob();
  const button = document.createElement('button');
  button.type = 'button';
  const image = document.createElement('img');
  image.src = URL.createObjectURL(picture);
  image.alt = '';
  button.append(image, example.name);
  button.addEventListener('click', () => look(picture));
  const item = document.createElement('li');
  item.append(button);
  return item;
};

const showExamples = async () => {
  const kind = chosen().kind;
  const examples = await (await ask('v1/examples')).json();
  const items = await Promise.all(examples.filter(example => example.kind === kind).map(makeExample));
  if (chosen().kind === kind) { // else another model was chosen meanwhile
    element('examples').replaceChildren(...items);
    element('examples').dataset.kind = kind;
  }
};

const start = async () => {
  try {
    element('problem').textContent = '';
    await showModels();
    if (chosen().kind === undefined) {
      throw new Error('No model here looks at pictures.');
    }
    showControls();
    lookAgain(); // who was faster than the list of models
    await Promise.all([showExamples(), showNetwork()]);
  } catch (problem) {
    fail(problem);
  }
};

element('key-form').addEventListener('submit', event => {
  event.preventDefault();
  key = element('key').value;
  element('key-form').hidden = true;
  start();
});
element('file').addEventListener('change', event => {
  if (event.target.files.length > 0) {
    look(event.target.files[0]);
  }
});
element('model').addEventListener('change', () => {
  showControls();
  showNetwork().catch(fail);
  if (element('examples').dataset.kind !== chosen().kind) {
    showExamples().catch(fail);
  }
  lookAgain();
});
element('invert').addEventListener('change', lookAgain);
element('threshold').addEventListener('change', lookAgain);
for (const name of ['dragover', 'dragleave', 'drop']) {
  window.addEventListener(name, event => {
    event.preventDefault(); // a picture beside the field would leave the page
    element('drop').classList.toggle('over', name === 'dragover');
  });
}
window.addEventListener('drop', event => {
  if (event.dataTransfer.files.length > 0) {
    look(event.dataTransfer.files[0]);
  }
});
start();
