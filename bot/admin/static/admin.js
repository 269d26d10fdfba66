// Everything works without this file. With it, the card, the week and a number answer as one types.
"use strict";

const WAIT = 500; // milliseconds after the last key

function sent(form, address) {
  return fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)) })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)));
}

function shows(form, address, place) {
  sent(form, address).then((text) => { place.innerHTML = text; }).catch(() => {});
}

function saysOfNumber(form, input) {
  const said = document.getElementById(input.id + "-said");
  const asked = new FormData(form);
  const body = new URLSearchParams({
    form_token: asked.get("form_token"), country: asked.get("country"),
    type: asked.get(input.name.replace(/value$/, "type")), value: input.value });
  fetch("/numbers", { method: "POST", body })
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => { said.textContent = text; }).catch(() => {});
}

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("record");
  const wrong = document.getElementById("summary");
  if (wrong) { wrong.focus(); }
  if (!form) { return; }
  let waiting = null;
  form.addEventListener("input", (event) => {
    if (/^hours\.(Mo|Tu|We|Th|Fr|Sa|Su)$/.test(event.target.name)) {
      form.querySelector("input[name='hours.way'][value='week']").checked = true;
    }
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      shows(form, form.dataset.card, document.getElementById("card"));
      if (event.target.name.startsWith("hours")) {
        shows(form, form.dataset.week, document.getElementById("week"));
      }
      if (/^contacts\.\d+\.value$/.test(event.target.name)) { saysOfNumber(form, event.target); }
    }, WAIT);
  });
});
