'use strict';

const element = id => document.getElementById(id);
let key = '';
let last = null; // the last picture, to ask another model about it
let turn = 0; // answers to questions that were overtaken are dropped

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

const count = number => number.toLocaleString('en');
const percent = share => `${(100 * share).toFixed(1)} %`;
const chosen = () => element('model').selectedOptions[0]?.dataset ?? {};
const query = (values) => new URLSearchParams(values).toString();

const fail = problem => {
  element('problem').textContent = problem.message;
  element('status').textContent = '';
};

const showAnswer = answer => {
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
  element('latency').textContent = `${answer.model_name} version ${answer.model_version}, ${answer.width} x ${answer.height} px: `
    + `${answer.latency_ms.total.toFixed(1)} ms, of which decoding ${answer.latency_ms.decode.toFixed(1)}, `
    + `waiting ${answer.latency_ms.queue.toFixed(1)}, computing ${answer.latency_ms.compute.toFixed(1)}`;
  element('result').hidden = false;
};

const classify = async picture => {
  last = picture;
  const mine = ++turn;
  element('problem').textContent = '';
  element('status').textContent = 'The network is looking.';
  element('result').hidden = true;
  try {
    const { name, version } = chosen();
    const parameters = query({ model: name, version, invert: element('invert').checked });
    const response = await ask(`v1/classify?${parameters}`, {
      method: 'POST',
      body: picture,
      headers: { 'Content-Type': picture.type || 'application/octet-stream' },
    });
    const answer = await response.json();
    if (mine === turn) {
      URL.revokeObjectURL(element('preview').src);
      element('preview').src = URL.createObjectURL(picture);
      showAnswer(answer);
    }
  } catch (problem) {
    if (mine === turn) {
      fail(problem);
    }
  }
};

const showNetwork = async () => {
  const { name, version } = chosen();
  const network = await (await ask(`v1/models/${name}/network?${query({ version })}`)).json();
  const cost = network.macs === undefined ? '' : `, ${count(network.macs)} MACs for ${network.height} x ${network.width} px`;
  element('network-text').textContent = `${network.network ?? `a model of ${network.producer || 'another program'}`}: `
    + `${count(network.parameters)} parameters${cost}`;
  element('layers').replaceChildren(...(network.layers ?? []).map(layer =>
    row(cell(layer.part, false), cell(layer.output, false), cell(count(layer.parameters), true), cell(count(layer.macs), true))));
  element('layers-details').hidden = network.layers === undefined;
  element('chart-figure').hidden = true;
  if (network.allocation !== undefined) {
    const response = await ask(`v1/models/${name}/network/allocation.svg?${query({ version })}`);
    URL.revokeObjectURL(element('chart').src);
    element('chart').src = URL.createObjectURL(await response.blob());
    const totals = network.allocation.scales.map((scale, index) =>
      `scale ${scale}: ${network.allocation.blocks.reduce((sum, block) => sum + block.channels[index], 0)}`);
    element('chart').alt = `Channels of all blocks by scale: ${totals.join(', ')}`;
    element('chart-figure').hidden = false;
  }
};

const showModels = async () => {
  const models = await (await ask('v1/models')).json();
  element('model').replaceChildren(...models.map(model => {
    const option = document.createElement('option');
    option.textContent = `${model.name}, version ${model.version}${model.kind === 'classification' ? '' : ' (tensors only)'}`;
    option.disabled = model.kind !== 'classification';
    option.dataset.name = model.name;
    option.dataset.version = model.version;
    return option;
  }));
};

const showExamples = async () => {
  const examples = await (await ask('v1/examples')).json();
  element('examples').replaceChildren(...await Promise.all(examples.map(async example => {
    const picture = await (await ask(example.url)).blob();
    const button = document.createElement('button');
    button.type = 'button';
    const image = document.createElement('img');
    image.src = URL.createObjectURL(picture);
    image.alt = '';
    button.append(image, example.name);
    button.addEventListener('click', () => classify(picture));
    const item = document.createElement('li');
    item.append(button);
    return item;
  })));
};

const start = async () => {
  try {
    element('problem').textContent = '';
    await showModels();
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
    classify(event.target.files[0]);
  }
});
element('model').addEventListener('change', () => {
  showNetwork().catch(fail);
  if (last !== null) {
    classify(last);
  }
});
element('invert').addEventListener('change', () => {
  if (last !== null) {
    classify(last);
  }
});
for (const kind of ['dragover', 'dragleave', 'drop']) {
  window.addEventListener(kind, event => {
    event.preventDefault(); // a picture beside the field would leave the page
    element('drop').classList.toggle('over', kind === 'dragover');
  });
}
window.addEventListener('drop', event => {
  if (event.dataTransfer.files.length > 0) {
    classify(event.dataTransfer.files[0]);
  }
});
start();
