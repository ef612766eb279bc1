# The shop's HTTP server and its worker: docs/operating.md.
FROM python:3.12-slim AS made
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY skill skill
COPY fulfillment fulfillment
COPY interaction_models interaction_models
COPY voice_models voice_models
RUN python -m venv /opt/costermonger \
    && /opt/costermonger/bin/pip install --no-cache-dir '.[postgres,stripe]'

FROM python:3.12-slim
RUN useradd --system --create-home --home-dir /var/lib/costermonger costermonger
COPY --from=made /opt/costermonger /opt/costermonger
USER costermonger
WORKDIR /var/lib/costermonger
ENV PATH=/opt/costermonger/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    COSTER_HOST=0.0.0.0 \
    COSTER_LOG_FORMAT=json \
    COSTER_LOG_LEVEL=INFO \
    COSTER_DATABASE_URL=sqlite:////var/lib/costermonger/shop.sqlite3
VOLUME /var/lib/costermonger
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/health', timeout=4)"]
# `docker run … worker` settles payments and sends letters.
ENTRYPOINT ["coster"]
CMD ["serve"]
