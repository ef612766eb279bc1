// Stripe's fields, and the id of what came of them into our form. Nothing typed here reaches us.
"use strict";

(() => {
  const form = document.getElementById("card-form");
  const wrong = document.getElementById("card-error");
  const button = form.querySelector("button");
  const style = getComputedStyle(document.body);
  const stripe = Stripe(form.dataset.key);
  const card = stripe.elements({ locale: form.dataset.locale }).create("card", {
    style: { base: { color: style.color, fontSize: "17px", fontFamily: style.fontFamily } },
  });

  const refuse = (told) => {
    wrong.textContent = told || wrong.dataset.unknown;
    wrong.hidden = false;
    button.disabled = false;
    wrong.focus();
  };

  card.mount("#card-fields");
  document.getElementById("card-whole").hidden = false;
  document.getElementById("card-script").hidden = true;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    wrong.hidden = true;
    const told = await stripe
      .confirmCardSetup(form.dataset.secret, { payment_method: { card } })
      .catch(() => ({ error: {} }));
    if (told.error) {
      refuse(told.error.message);
    } else {
      form.elements.setup.value = told.setupIntent.id;
      form.submit();
    }
  });
})();
