"""One request through an HTTP proxy that the settings name.

The proxy itself may be anywhere. What it is asked for may not: an address, or a name that is known here, that leads to
a private network is refused before. What the proxy makes of other names cannot be seen from here.
"""

from urllib.parse import urlsplit

import aiohttp
import yarl

from linkwatch.errors import MachineError
from linkwatch.evidence import Trouble
from linkwatch.fetch.address import WebAddress
from linkwatch.fetch.answer import Answer
from linkwatch.fetch.dialler import Dialler
from linkwatch.fetch.exchange import Limits, exchange, open_session
from linkwatch.fetch.guard import PrivateAddressError
from linkwatch.fetch.resolver import NoSuchNameError, ResolverError
from linkwatch.networks import is_inside

_LOGIN_REQUIRED = 407


async def proxied_exchange(
    proxy: str, dialler: Dialler, address: WebAddress, headers: dict[str, str], limits: Limits
) -> Answer:
    """Send one GET through the proxy and read the answer; a failure of the site is an answer too.

    Raises MachineError where the proxy does not answer, or wants another login: that is no fault of the site.
    """
    try:
        await dialler.require_public(address)
    except PrivateAddressError as error:
        return Answer(trouble=Trouble.PRIVATE_ADDRESS, detail=str(error), requests=0)
    except (NoSuchNameError, ResolverError):  # the proxy may know more names than this machine
        if is_inside(address.host):
            return Answer(trouble=Trouble.PRIVATE_ADDRESS, detail="a name of a private network", requests=0)
    where, shown = yarl.URL(proxy), urlsplit(proxy).hostname
    try:
        async with open_session(aiohttp.TCPConnector(force_close=True)) as session:
            answer = await exchange(session, dialler, address, headers, limits, keep=False, proxy=where)
    except aiohttp.ClientProxyConnectionError as error:
        raise MachineError(f"the proxy {shown} cannot be reached: {error.strerror or 'no connection'}") from error
    except aiohttp.ClientHttpProxyError as error:
        if error.status == _LOGIN_REQUIRED:
            raise MachineError(f"the proxy {shown} wants a login, or another one") from error
        return Answer(trouble=Trouble.UNREACHABLE, detail=f"the proxy answered HTTP {error.status}")
    if answer.status == _LOGIN_REQUIRED:
        raise MachineError(f"the proxy {shown} wants a login, or another one")
    return answer
