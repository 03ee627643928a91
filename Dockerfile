# The image runs the command line: docker run --rm -v "$PWD:/data:ro" linkwatch audit article.md
ARG BASE=python:3.13-slim-bookworm

FROM ${BASE} AS build
WORKDIR /src
RUN python3 -m venv /opt/linkwatch
COPY pyproject.toml README.md LICENSE ./
COPY linkwatch ./linkwatch
# pip itself is not needed at run time, and byte code is made now because the image is read-only later.
RUN /opt/linkwatch/bin/pip install --no-cache-dir --no-compile . \
    && /opt/linkwatch/bin/pip uninstall -qy pip setuptools 2>/dev/null; \
    find /opt/linkwatch -name tests -type d -prune -exec rm -rf {} + \
    && /opt/linkwatch/bin/python3 -m compileall -q /opt/linkwatch/lib \
    && /opt/linkwatch/bin/linkwatch --version

FROM ${BASE}
RUN useradd --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin linkwatch \
    && mkdir /data && chown linkwatch:linkwatch /data
COPY --from=build /opt/linkwatch /opt/linkwatch
ENV PATH=/opt/linkwatch/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER linkwatch
WORKDIR /data
VOLUME /data
ENTRYPOINT ["linkwatch"]
CMD ["--help"]
